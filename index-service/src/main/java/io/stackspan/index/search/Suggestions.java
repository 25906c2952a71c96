package io.stackspan.index.search;

import io.stackspan.index.store.Fields;
import io.stackspan.index.store.IndexView;
import io.stackspan.index.store.TraceIndex;
import io.stackspan.proto.v1.SuggestField;
import io.stackspan.proto.v1.SuggestRequest;
import io.stackspan.proto.v1.SuggestResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.lucene.index.DocValuesSkipper;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * What exists, for auto-completion: reads the term lists, never documents. The time range selects
 * whole Lucene segments, so a value from just outside may appear; one from inside is never missed.
 * Any thread.
 */
public final class Suggestions {
  static final int MAX_LIMIT = 10_000;

  private final TraceIndex index;
  private final Coverage coverage;

  public Suggestions(TraceIndex index, Coverage coverage) {
    this.index = index;
    this.coverage = coverage;
  }

  /**
   * @throws InvalidQueryException naming every fault
   */
  public SuggestResponse suggest(SuggestRequest request) throws IOException {
    check(request);
    long completeUntilMicros = coverage.completeUntilMicros();
    TermList list = TermList.of(request);
    SortedSet<String> values = new TreeSet<>();
    try (IndexView view = index.view()) {
      for (LeafReaderContext leaf : view.searcher().getLeafContexts()) {
        if (overlaps(leaf.reader(), request)) {
          list.read(leaf.reader(), request.getLimit(), values);
        }
      }
      return SuggestResponse.newBuilder()
          .addAllValues(values.stream().limit(request.getLimit()).toList())
          .setCompleteness(Answers.completeness(view, coverage, completeUntilMicros, false))
          .build();
    }
  }

  private static void check(SuggestRequest request) {
    List<String> faults = new ArrayList<>();
    if (request.getField() == SuggestField.UNRECOGNIZED) {
      faults.add("field " + request.getFieldValue() + " is not known");
    }
    if (request.getField() == SuggestField.TAG_VALUES && request.getTagKey().isEmpty()) {
      faults.add("tag_key is empty, but values of a tag are asked");
    }
    if (request.getLimit() < 1 || request.getLimit() > MAX_LIMIT) {
      faults.add(
          "limit "
              + Integer.toUnsignedString(request.getLimit())
              + " is not from 1 to "
              + MAX_LIMIT);
    }
    if (request.getEndMicros() > 0 && request.getStartMicros() >= request.getEndMicros()) {
      faults.add(
          "start_micros "
              + request.getStartMicros()
              + " is not before end_micros "
              + request.getEndMicros());
    }
    if (!faults.isEmpty()) {
      throw new InvalidQueryException(faults);
    }
  }

  private static boolean overlaps(LeafReader leaf, SuggestRequest request) throws IOException {
    DocValuesSkipper starts = leaf.getDocValuesSkipper(Fields.START);
    if (starts == null) {
      return false;
    }
    return starts.maxValue() >= request.getStartMicros()
        && (request.getEndMicros() == 0 || starts.minValue() < request.getEndMicros());
  }

  /**
   * A stretch of one field's terms.
   *
   * @param skip leading characters of each term that are not part of the value
   */
  private record TermList(String field, String prefix, int skip) {
    static TermList of(SuggestRequest request) {
      String prefix = request.getPrefix();
      String service = request.getService();
      return switch (request.getField()) {
        case SERVICES -> plain(Fields.SERVICE, prefix);
        case OPERATIONS ->
            service.isEmpty()
                ? plain(Fields.OPERATION, prefix)
                : paired(Fields.SERVICE_OPERATION, service, prefix);
        case INSTANCES ->
            service.isEmpty()
                ? plain(Fields.INSTANCE, prefix)
                : paired(Fields.SERVICE_INSTANCE, service, prefix);
        case TAG_KEYS -> plain(Fields.TAG_KEY, prefix);
        case TAG_VALUES -> paired(Fields.TAG, request.getTagKey(), prefix);
        case UNRECOGNIZED -> throw new IllegalArgumentException("unchecked field");
      };
    }

    private static TermList plain(String field, String prefix) {
      return new TermList(field, Fields.term(prefix), 0);
    }

    private static TermList paired(String field, String first, String prefix) {
      return new TermList(field, Fields.pair(first, prefix), Fields.pair(first, "").length());
    }

    /** The first {@code limit} of each leaf hold the first {@code limit} of all. */
    void read(LeafReader leaf, int limit, SortedSet<String> values) throws IOException {
      Terms terms = leaf.terms(field);
      if (terms == null) {
        return;
      }
      BytesRef start = new BytesRef(prefix);
      TermsEnum term = terms.iterator();
      if (term.seekCeil(start) == TermsEnum.SeekStatus.END) {
        return;
      }
      int left = limit;
      for (BytesRef at = term.term();
          at != null && left > 0 && StringHelper.startsWith(at, start);
          at = term.next()) {
        String value = at.utf8ToString().substring(skip);
        if (!value.isEmpty()) {
          values.add(value);
          left--;
        }
      }
    }
  }
}
