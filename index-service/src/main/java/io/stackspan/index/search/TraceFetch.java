package io.stackspan.index.search;

import io.stackspan.index.store.Fields;
import io.stackspan.index.store.IndexView;
import io.stackspan.index.store.StoredMessages;
import io.stackspan.index.store.TraceIndex;
import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.FetchRequest;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.ThreadDump;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.wire.Ids;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;

/**
 * Everything of one trace, in whatever shard it lies: segments by id, each dump once. A dump of a
 * batch that also came inside its segment is left out of the batch. Any thread.
 */
public final class TraceFetch {
  private static final Comparator<TraceSummary> BY_VERSION =
      Comparator.comparingInt(TraceSummary::getGeneration)
          .thenComparing(TraceSummary::getVersion, Long::compareUnsigned);
  private static final Comparator<DumpBatch> BY_FIRST_DUMP =
      Comparator.comparing(DumpBatch::getSegmentId)
          .thenComparingLong(
              batch -> batch.getDumpsCount() == 0 ? 0 : batch.getDumps(0).getSequence());

  private final TraceIndex index;
  private final Coverage coverage;

  public TraceFetch(TraceIndex index, Coverage coverage) {
    this.index = index;
    this.coverage = coverage;
  }

  /**
   * Without summary, segments and batches when the trace is unknown.
   *
   * @throws InvalidQueryException without a trace id
   */
  public FetchResponse fetch(FetchRequest request) throws IOException {
    if (request.getTraceId().isEmpty()) {
      throw new InvalidQueryException(List.of("trace_id is empty"));
    }
    long completeUntilMicros = coverage.completeUntilMicros();
    try (IndexView view = index.view()) {
      StoredMessages stored = new StoredMessages(view);
      FetchResponse.Builder response = FetchResponse.newBuilder();
      for (ScoreDoc hit : documents(view, request.getTraceId(), Fields.KIND_TRACE)) {
        TraceSummary summary = stored.summary(hit.doc);
        if (!response.hasSummary() || BY_VERSION.compare(summary, response.getSummary()) > 0) {
          response.setSummary(summary);
        }
      }
      Map<String, Segment> segments = new TreeMap<>();
      for (ScoreDoc hit : documents(view, request.getTraceId(), Fields.KIND_SEGMENT)) {
        Segment segment = stored.segment(hit.doc);
        segments.put(segment.getSegmentId(), segment);
      }
      response.addAllSegments(segments.values());
      addBatches(response, stored, documents(view, request.getTraceId(), Fields.KIND_BATCH));
      return response
          .setCompleteness(Answers.completeness(view, coverage, completeUntilMicros, false))
          .build();
    }
  }

  private static void addBatches(
      FetchResponse.Builder response, StoredMessages stored, ScoreDoc[] hits) throws IOException {
    Set<String> seen = new HashSet<>();
    for (Segment segment : response.getSegmentsList()) {
      segment
          .getThreadDumpsList()
          .forEach(dump -> seen.add(Ids.dumpId(segment.getSegmentId(), dump.getSequence())));
    }
    Set<String> ended = new HashSet<>();
    response.getSegmentsList().forEach(segment -> ended.add(segment.getSegmentId()));
    List<DumpBatch> batches = new ArrayList<>();
    for (ScoreDoc hit : hits) {
      batches.add(stored.dumpBatch(hit.doc));
    }
    batches.sort(BY_FIRST_DUMP);
    for (DumpBatch batch : batches) {
      DumpBatch rest = without(batch, seen);
      // Of a request that still runs, a batch without dumps tells the open spans.
      if (rest.getDumpsCount() > 0 || !ended.contains(batch.getSegmentId())) {
        response.addDumpBatches(rest);
      }
    }
  }

  private static DumpBatch without(DumpBatch batch, Set<String> seen) {
    DumpBatch.Builder rest = batch.toBuilder().clearDumps();
    for (ThreadDump dump : batch.getDumpsList()) {
      if (seen.add(Ids.dumpId(batch.getSegmentId(), dump.getSequence()))) {
        rest.addDumps(dump);
      }
    }
    return rest.build();
  }

  private static ScoreDoc[] documents(IndexView view, String traceId, String kind)
      throws IOException {
    IndexSearcher searcher = view.searcher();
    Query query =
        new BooleanQuery.Builder()
            .add(LuceneQueryBuilder.id(traceId), Occur.FILTER)
            .add(LuceneQueryBuilder.term(Fields.KIND, kind), Occur.FILTER)
            .build();
    // Counting reads one term's postings, and spares a queue as large as the index.
    int count = searcher.count(query);
    return count == 0 ? new ScoreDoc[0] : searcher.search(query, count).scoreDocs;
  }
}
