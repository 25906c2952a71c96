package io.stackspan.query.trace;

import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.proto.v1.SuggestResponse;
import io.stackspan.proto.v1.TraceHit;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.query.backend.StoreUnavailableException;
import io.stackspan.query.backend.TraceStore;
import io.stackspan.query.finding.Findings;
import io.stackspan.query.model.Completeness;
import io.stackspan.query.model.Dump;
import io.stackspan.query.model.Gap;
import io.stackspan.query.model.TraceDetail;
import io.stackspan.query.model.TraceDumps;
import io.stackspan.query.model.TraceOverview;
import io.stackspan.query.model.TracePage;
import io.stackspan.query.model.Values;
import io.stackspan.query.request.CursorText;
import io.stackspan.query.request.DumpSelection;
import io.stackspan.query.request.TraceSearch;
import io.stackspan.query.request.ValueSuggestion;
import java.util.List;
import java.util.Optional;

/**
 * The questions of the API, answered from a store. REST and GraphQL both ask here, so that they
 * cannot disagree. Any thread may call; all methods throw {@link StoreUnavailableException} when
 * the store cannot be asked at all.
 */
public final class TraceQueries {
  private final TraceStore store;

  public TraceQueries(TraceStore store) {
    this.store = store;
  }

  /** One page of traces. */
  public TracePage search(TraceSearch search) {
    int limit = search.request().getLimit();
    // One more than the page holds says whether another page follows; the store gives no more
    // than MAX_LIMIT, so a page of that size is followed by a page that may be empty.
    int asked = Math.min(limit + 1, TraceSearch.MAX_LIMIT);
    SearchRequest request = search.request().toBuilder().setLimit(asked).build();
    SearchResponse response = store.search(request);
    List<TraceHit> hits =
        response.getHitsList().subList(0, Math.min(limit, response.getHitsCount()));
    boolean more = response.getHitsCount() > limit || hits.size() == TraceSearch.MAX_LIMIT;
    return new TracePage(
        hits.stream().map(hit -> Overviews.of(hit.getSummary())).toList(),
        more ? CursorText.write(request, hits.getLast().getCursor()) : null,
        response.getTotal(),
        response.getTotalIsLowerBound(),
        completeness(response.getCompleteness()));
  }

  /** Empty when no shard that answered knows the trace. */
  public Optional<TraceDetail> trace(String traceId) {
    FetchResponse fetched = store.fetch(traceId);
    AssembledTrace trace = TraceAssembler.assemble(fetched);
    if (isUnknown(fetched)) {
      return Optional.empty();
    }
    return Optional.of(
        new TraceDetail(
            overview(traceId, fetched, trace),
            trace.spans(),
            trace.dumps(),
            Findings.of(trace.spans(), trace.dumps()),
            completeness(fetched.getCompleteness())));
  }

  /** Empty when no shard that answered knows the trace. */
  public Optional<TraceDumps> dumps(String traceId, DumpSelection selection) {
    FetchResponse fetched = store.fetch(traceId);
    if (isUnknown(fetched)) {
      return Optional.empty();
    }
    List<Dump> dumps =
        TraceAssembler.assemble(fetched).dumps().stream()
            .filter(
                dump -> selection.spanId().isEmpty() || selection.spanId().equals(dump.spanId()))
            .toList();
    return Optional.of(new TraceDumps(traceId, dumps, completeness(fetched.getCompleteness())));
  }

  /** Names that exist. */
  public Values values(ValueSuggestion suggestion) {
    SuggestResponse response = store.suggest(suggestion.request());
    return new Values(response.getValuesList(), completeness(response.getCompleteness()));
  }

  private static boolean isUnknown(FetchResponse fetched) {
    return !fetched.hasSummary()
        && fetched.getSegmentsCount() == 0
        && fetched.getDumpBatchesCount() == 0;
  }

  private static TraceOverview overview(
      String traceId, FetchResponse fetched, AssembledTrace trace) {
    TraceSummary summary = fetched.hasSummary() ? fetched.getSummary() : null;
    if (summary != null && trace.spans().isEmpty() && trace.dumps().isEmpty()) {
      return Overviews.of(summary);
    }
    return Overviews.of(traceId, summary, trace);
  }

  private static Completeness completeness(io.stackspan.proto.v1.Completeness stated) {
    List<Gap> gaps =
        stated.getGapsList().stream()
            .map(
                gap ->
                    new Gap(
                        gap.getTopic(), gap.getPartition(), gap.getFromOffset(), gap.getToOffset()))
            .toList();
    return new Completeness(
        stated.getShardsAsked(),
        stated.getShardsOk(),
        stated.getFailuresList(),
        stated.getTimedOut(),
        stated.getCompleteUntilMicros(),
        gaps,
        stated.getTimedOut());
  }
}
