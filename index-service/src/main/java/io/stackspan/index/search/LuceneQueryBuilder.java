package io.stackspan.index.search;

import io.stackspan.index.search.TraceQuery.DumpConditions;
import io.stackspan.index.search.TraceQuery.DurationBounds;
import io.stackspan.index.search.TraceQuery.SpanConditions;
import io.stackspan.index.search.TraceQuery.TraceConditions;
import io.stackspan.index.store.Fields;
import io.stackspan.proto.v1.TagCondition;
import io.stackspan.proto.v1.TraceStatus;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;

/** One Lucene query per group of conditions; each finds documents of one kind. Pure. */
final class LuceneQueryBuilder {
  private LuceneQueryBuilder() {}

  /** Trace documents, without what spans and dumps must meet. */
  static BooleanQuery.Builder traces(TraceConditions conditions) {
    BooleanQuery.Builder query = ofKind(Fields.KIND_TRACE);
    if (conditions.startMicros() > 0 || conditions.endMicros() > 0) {
      long last = conditions.endMicros() > 0 ? conditions.endMicros() - 1 : Long.MAX_VALUE;
      long first = conditions.startMicros() > 0 ? conditions.startMicros() : Long.MIN_VALUE;
      query.add(NumericDocValuesField.newSlowRangeQuery(Fields.START, first, last), Occur.FILTER);
    }
    addDuration(query, Fields.DURATION, conditions.duration());
    if (!conditions.statuses().isEmpty()) {
      BooleanQuery.Builder any = new BooleanQuery.Builder();
      for (TraceStatus status : conditions.statuses()) {
        any.add(term(Fields.STATUS, status.name()), Occur.SHOULD);
      }
      query.add(any.build(), Occur.FILTER);
    }
    if (conditions.hasDumps() != null) {
      query.add(
          conditions.hasDumps()
              ? LongPoint.newRangeQuery(Fields.DUMPS, 1, Long.MAX_VALUE)
              : LongPoint.newExactQuery(Fields.DUMPS, 0),
          Occur.FILTER);
    }
    return query;
  }

  /** Span documents that meet all conditions each. */
  static Query spans(SpanConditions conditions) {
    BooleanQuery.Builder query = ofKind(Fields.KIND_SPAN);
    addTerm(query, Fields.SERVICE, conditions.service());
    addTerm(query, Fields.OPERATION, conditions.operation());
    addTerm(query, Fields.INSTANCE, conditions.instance());
    if (conditions.error() != null) {
      addTerm(query, Fields.ERROR, conditions.error().toString());
    }
    for (TagCondition tag : conditions.tags()) {
      query.add(tag(tag), Occur.FILTER);
    }
    addDuration(query, Fields.SPAN_DURATION, conditions.duration());
    return query.build();
  }

  /** Dump documents that meet all conditions each. */
  static Query dumps(DumpConditions conditions) {
    BooleanQuery.Builder query = ofKind(Fields.KIND_DUMP);
    for (String frame : conditions.frames()) {
      query.add(pattern(Fields.FRAME, frame), Occur.FILTER);
    }
    if (!conditions.states().isEmpty()) {
      BooleanQuery.Builder any = new BooleanQuery.Builder();
      conditions.states().stream()
          .distinct()
          .forEach(state -> any.add(term(Fields.STATE, state.name()), Occur.SHOULD));
      query.add(any.build(), Occur.FILTER);
    }
    if (!conditions.lockClass().isEmpty()) {
      query.add(pattern(Fields.LOCK_CLASS, conditions.lockClass()), Occur.FILTER);
    }
    return query.build();
  }

  static Query term(String field, String value) {
    return new TermQuery(new Term(field, Fields.term(value)));
  }

  /** Ids are whole in the index, however long. */
  static Query id(String traceId) {
    return new TermQuery(new Term(Fields.TRACE_ID, traceId));
  }

  private static BooleanQuery.Builder ofKind(String kind) {
    return new BooleanQuery.Builder().add(term(Fields.KIND, kind), Occur.FILTER);
  }

  private static void addTerm(BooleanQuery.Builder query, String field, String value) {
    if (!value.isEmpty()) {
      query.add(term(field, value), Occur.FILTER);
    }
  }

  private static void addDuration(BooleanQuery.Builder query, String field, DurationBounds bounds) {
    if (bounds.given()) {
      long max = bounds.maxMicros() > 0 ? bounds.maxMicros() : Long.MAX_VALUE;
      query.add(LongPoint.newRangeQuery(field, bounds.minMicros(), max), Occur.FILTER);
    }
  }

  private static Query pattern(String field, String pattern) {
    if (pattern.endsWith("*")) {
      String prefix = pattern.substring(0, pattern.length() - 1);
      return new PrefixQuery(new Term(field, Fields.term(prefix)));
    }
    return term(field, pattern);
  }

  private static Query tag(TagCondition tag) {
    String key = tag.getKey();
    return switch (tag.getOperator()) {
      case TAG_EQUALS -> new TermQuery(new Term(Fields.TAG, Fields.pair(key, tag.getValue())));
      case TAG_EXISTS -> term(Fields.TAG_KEY, key);
      case TAG_PREFIX -> new PrefixQuery(new Term(Fields.TAG, Fields.pair(key, tag.getValue())));
      case TAG_LESS -> below(tag, false);
      case TAG_LESS_OR_EQUAL -> below(tag, true);
      case TAG_GREATER -> above(tag, false);
      case TAG_GREATER_OR_EQUAL -> above(tag, true);
      case UNRECOGNIZED -> throw new IllegalArgumentException("unchecked tag condition: " + tag);
    };
  }

  private static Query below(TagCondition tag, boolean inclusive) {
    String first = Fields.number(tag.getKey(), Double.NEGATIVE_INFINITY);
    return TermRangeQuery.newStringRange(Fields.TAG_NUMBER, first, number(tag), true, inclusive);
  }

  private static Query above(TagCondition tag, boolean inclusive) {
    String last = Fields.number(tag.getKey(), Double.POSITIVE_INFINITY);
    return TermRangeQuery.newStringRange(Fields.TAG_NUMBER, number(tag), last, inclusive, true);
  }

  private static String number(TagCondition tag) {
    return Fields.number(tag.getKey(), Double.parseDouble(tag.getValue()));
  }
}
