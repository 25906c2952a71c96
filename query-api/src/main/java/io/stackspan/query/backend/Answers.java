package io.stackspan.query.backend;

import io.stackspan.proto.v1.Completeness;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.proto.v1.SuggestRequest;
import io.stackspan.proto.v1.SuggestResponse;
import io.stackspan.proto.v1.TraceHit;
import io.stackspan.proto.v1.TraceSummary;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Makes one answer of those of several index services. Pure. */
final class Answers {
  private Answers() {}

  static SearchResponse mergeSearches(
      SearchRequest request, List<SearchResponse> parts, List<String> failures) {
    Completeness completeness =
        Completions.merge(parts.stream().map(SearchResponse::getCompleteness).toList(), failures);
    Map<String, TraceHit> byTrace = new HashMap<>();
    SearchResponse.Builder merged = SearchResponse.newBuilder().setCompleteness(completeness);
    for (SearchResponse part : parts) {
      for (TraceHit hit : part.getHitsList()) {
        byTrace.merge(hit.getSummary().getTraceId(), hit, Answers::newer);
      }
      merged
          .setTotal(merged.getTotal() + part.getTotal())
          .setTotalIsLowerBound(merged.getTotalIsLowerBound() || part.getTotalIsLowerBound());
    }
    byTrace.values().stream()
        .sorted(order(request))
        .limit(request.getLimit())
        .forEach(merged::addHits);
    return merged.build();
  }

  static FetchResponse mergeFetches(List<FetchResponse> parts, List<String> failures) {
    Completeness completeness =
        Completions.merge(parts.stream().map(FetchResponse::getCompleteness).toList(), failures);
    FetchResponse.Builder merged = FetchResponse.newBuilder().setCompleteness(completeness);
    for (FetchResponse part : parts) {
      merged.addAllSegments(part.getSegmentsList()).addAllDumpBatches(part.getDumpBatchesList());
      if (part.hasSummary()
          && (!merged.hasSummary() || isNewer(part.getSummary(), merged.getSummary()))) {
        merged.setSummary(part.getSummary());
      }
    }
    return merged.build();
  }

  static SuggestResponse mergeSuggestions(
      SuggestRequest request, List<SuggestResponse> parts, List<String> failures) {
    Completeness completeness =
        Completions.merge(parts.stream().map(SuggestResponse::getCompleteness).toList(), failures);
    TreeSet<String> values = new TreeSet<>();
    parts.forEach(part -> values.addAll(part.getValuesList()));
    return SuggestResponse.newBuilder()
        .addAllValues(values.stream().limit(request.getLimit()).toList())
        .setCompleteness(completeness)
        .build();
  }

  /** By the value asked for, then by trace id, so that a cursor names one place. */
  static Comparator<TraceHit> order(SearchRequest request) {
    Comparator<TraceHit> ascending =
        Comparator.<TraceHit>comparingLong(hit -> hit.getCursor().getSortValue())
            .thenComparing(hit -> hit.getCursor().getTraceId());
    return request.getAscending() ? ascending : ascending.reversed();
  }

  private static TraceHit newer(TraceHit a, TraceHit b) {
    return isNewer(b.getSummary(), a.getSummary()) ? b : a;
  }

  private static boolean isNewer(TraceSummary a, TraceSummary b) {
    int byGeneration = Integer.compareUnsigned(a.getGeneration(), b.getGeneration());
    return byGeneration != 0
        ? byGeneration > 0
        : Long.compareUnsigned(a.getVersion(), b.getVersion()) > 0;
  }
}
