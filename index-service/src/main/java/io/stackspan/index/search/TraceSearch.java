package io.stackspan.index.search;

import io.stackspan.index.store.Fields;
import io.stackspan.index.store.IndexView;
import io.stackspan.index.store.StoredMessages;
import io.stackspan.index.store.TraceIndex;
import io.stackspan.proto.v1.Cursor;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.proto.v1.SortField;
import io.stackspan.proto.v1.TraceHit;
import io.stackspan.proto.v1.TraceSummary;
import java.io.IOException;
import java.time.Duration;
import org.apache.lucene.index.QueryTimeoutImpl;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Answers searches: collects the traces of matching spans and of matching dumps, then pages through
 * the trace documents that are among both. Any thread.
 *
 * <p>Equal sort values are ordered by trace id in the same direction, as query-api merges them.
 */
public final class TraceSearch {
  /** Beyond, the total is a lower bound, and pages in the index's own order stop reading. */
  static final int EXACT_TOTAL = 10_000;

  private final TraceIndex index;
  private final Coverage coverage;
  private final Duration timeout;

  /**
   * @param timeout longest time for one search
   */
  public TraceSearch(TraceIndex index, Coverage coverage, Duration timeout) {
    this.index = index;
    this.coverage = coverage;
    this.timeout = timeout;
  }

  public SearchResponse search(TraceQuery query) throws IOException {
    long completeUntilMicros = coverage.completeUntilMicros();
    try (IndexView view = index.view()) {
      IndexSearcher searcher = view.searcher();
      searcher.setTimeout(new QueryTimeoutImpl(timeoutMillis(query)));
      TopFieldDocs top = searcher.search(toLucene(query, searcher), pageOf(query));
      boolean timedOut = searcher.timedOut();
      boolean lowerBound =
          timedOut || top.totalHits.relation() == TotalHits.Relation.GREATER_THAN_OR_EQUAL_TO;
      SearchResponse.Builder response =
          SearchResponse.newBuilder()
              .setTotal(top.totalHits.value())
              .setTotalIsLowerBound(lowerBound)
              .setCompleteness(Answers.completeness(view, coverage, completeUntilMicros, timedOut));
      StoredMessages stored = new StoredMessages(view);
      for (ScoreDoc hit : top.scoreDocs) {
        response.addHits(hit(stored, (FieldDoc) hit));
      }
      return response.build();
    }
  }

  private long timeoutMillis(TraceQuery query) {
    long own = timeout.toMillis();
    return query.timeoutMillis() > 0 ? Math.min(query.timeoutMillis(), own) : own;
  }

  private static Query toLucene(TraceQuery query, IndexSearcher searcher) throws IOException {
    BooleanQuery.Builder traces = LuceneQueryBuilder.traces(query.trace());
    if (query.span().any()) {
      Query spans = LuceneQueryBuilder.spans(query.span());
      traces.add(TraceIds.of(searcher, spans).toQuery(), Occur.FILTER);
    }
    if (query.dump().any()) {
      Query dumps = LuceneQueryBuilder.dumps(query.dump());
      traces.add(TraceIds.of(searcher, dumps).toQuery(), Occur.FILTER);
    }
    return traces.build();
  }

  private static TopFieldCollectorManager pageOf(TraceQuery query) {
    Sort sort = TraceSort.of(query.sort(), query.ascending());
    return new TopFieldCollectorManager(sort, query.limit(), afterOrNull(query), EXACT_TOTAL);
  }

  /** The trace id makes a hit unique, so the document number must never decide. */
  private static @Nullable FieldDoc afterOrNull(TraceQuery query) {
    Cursor after = query.after();
    if (after == null) {
      return null;
    }
    Object[] values = {after.getSortValue(), new BytesRef(after.getTraceId())};
    return new FieldDoc(Integer.MAX_VALUE, Float.NaN, values);
  }

  private static TraceHit hit(StoredMessages stored, FieldDoc hit) throws IOException {
    TraceSummary summary = stored.summary(hit.doc);
    return TraceHit.newBuilder()
        .setSummary(summary)
        .setCursor(
            Cursor.newBuilder().setSortValue((Long) hit.fields[0]).setTraceId(summary.getTraceId()))
        .build();
  }

  /** Sorts of trace documents. */
  private static final class TraceSort {
    private TraceSort() {}

    static Sort of(SortField field, boolean ascending) {
      return new Sort(
          new org.apache.lucene.search.SortField(
              fieldName(field), org.apache.lucene.search.SortField.Type.LONG, !ascending),
          new org.apache.lucene.search.SortField(
              Fields.TRACE_ID, org.apache.lucene.search.SortField.Type.STRING, !ascending));
    }

    private static String fieldName(SortField field) {
      return switch (field) {
        case SORT_START -> Fields.START;
        case SORT_DURATION -> Fields.DURATION;
        case SORT_SPANS -> Fields.SPANS;
        case SORT_DUMPS -> Fields.DUMPS;
        case UNRECOGNIZED -> throw new IllegalArgumentException("unchecked sort");
      };
    }
  }
}
