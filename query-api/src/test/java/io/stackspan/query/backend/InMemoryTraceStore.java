package io.stackspan.query.backend;

import io.stackspan.proto.v1.Completeness;
import io.stackspan.proto.v1.Cursor;
import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.KeyValue;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.SuggestRequest;
import io.stackspan.proto.v1.SuggestResponse;
import io.stackspan.proto.v1.TraceHit;
import io.stackspan.proto.v1.TraceSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * One shard in memory. Of search conditions it knows service, duration, order, cursor and limit; it
 * keeps every request, so that a test can see what would have been asked.
 */
public final class InMemoryTraceStore implements TraceStore {
  private final Map<String, FetchResponse.Builder> traces = new TreeMap<>();
  private final List<SearchRequest> searches = new CopyOnWriteArrayList<>();
  private final List<SuggestRequest> suggestions = new CopyOnWriteArrayList<>();
  private volatile List<String> failures = List.of();

  public synchronized InMemoryTraceStore add(Segment segment) {
    trace(segment.getTraceId()).addSegments(segment);
    return this;
  }

  public synchronized InMemoryTraceStore add(DumpBatch batch) {
    trace(batch.getTraceId()).addDumpBatches(batch);
    return this;
  }

  public synchronized InMemoryTraceStore add(TraceSummary summary) {
    trace(summary.getTraceId()).setSummary(summary);
    return this;
  }

  /** From now on nothing can be asked; an empty list heals it. */
  public void failWith(List<String> reasons) {
    failures = List.copyOf(reasons);
  }

  public List<SearchRequest> searches() {
    return searches;
  }

  public List<SuggestRequest> suggestions() {
    return suggestions;
  }

  @Override
  public synchronized SearchResponse search(SearchRequest request) {
    requireAvailable();
    searches.add(request);
    List<TraceHit> hits =
        traces.values().stream()
            .filter(FetchResponse.Builder::hasSummary)
            .map(FetchResponse.Builder::getSummary)
            .filter(summary -> matches(request, summary))
            .map(summary -> hit(request, summary))
            .toList();
    Comparator<TraceHit> order = Answers.order(request);
    TraceHit after = TraceHit.newBuilder().setCursor(request.getAfter()).build();
    return SearchResponse.newBuilder()
        .addAllHits(
            hits.stream()
                .filter(hit -> !request.hasAfter() || order.compare(hit, after) > 0)
                .sorted(order)
                .limit(request.getLimit())
                .toList())
        .setTotal(hits.size())
        .setCompleteness(complete())
        .build();
  }

  @Override
  public synchronized FetchResponse fetch(String traceId) {
    requireAvailable();
    FetchResponse.Builder trace = traces.get(traceId);
    return (trace == null ? FetchResponse.newBuilder() : trace).setCompleteness(complete()).build();
  }

  @Override
  public synchronized SuggestResponse suggest(SuggestRequest request) {
    requireAvailable();
    suggestions.add(request);
    return SuggestResponse.newBuilder()
        .addAllValues(
            traces.values().stream()
                .flatMap(trace -> trace.getSegmentsList().stream())
                .flatMap(segment -> values(request, segment))
                .filter(value -> value.startsWith(request.getPrefix()))
                .distinct()
                .sorted()
                .limit(request.getLimit())
                .toList())
        .setCompleteness(complete())
        .build();
  }

  @Override
  public List<StorePart> parts() {
    List<String> current = failures;
    return List.of(new StorePart("memory", current.isEmpty(), String.join("; ", current)));
  }

  private FetchResponse.Builder trace(String traceId) {
    return traces.computeIfAbsent(traceId, id -> FetchResponse.newBuilder());
  }

  private void requireAvailable() {
    if (!failures.isEmpty()) {
      throw new StoreUnavailableException(failures);
    }
  }

  private static boolean matches(SearchRequest request, TraceSummary summary) {
    long duration = summary.getEndMicros() - summary.getStartMicros();
    return (request.getService().isEmpty()
            || summary.getServicesList().contains(request.getService()))
        && duration >= request.getMinDurationMicros()
        && (request.getMaxDurationMicros() == 0 || duration <= request.getMaxDurationMicros());
  }

  private static TraceHit hit(SearchRequest request, TraceSummary summary) {
    long value =
        switch (request.getSort()) {
          case SORT_DURATION -> summary.getEndMicros() - summary.getStartMicros();
          case SORT_SPANS -> summary.getSpanCount();
          case SORT_DUMPS -> summary.getDumpCount();
          case SORT_START, UNRECOGNIZED -> summary.getStartMicros();
        };
    return TraceHit.newBuilder()
        .setSummary(summary)
        .setCursor(Cursor.newBuilder().setSortValue(value).setTraceId(summary.getTraceId()))
        .build();
  }

  private static Stream<String> values(SuggestRequest request, Segment segment) {
    boolean ofService =
        request.getService().isEmpty() || request.getService().equals(segment.getService());
    List<KeyValue> tags = new ArrayList<>();
    segment.getSpansList().forEach(span -> tags.addAll(span.getTagsList()));
    return switch (request.getField()) {
      case SERVICES -> Stream.of(segment.getService());
      case OPERATIONS ->
          segment.getSpansList().stream().filter(span -> ofService).map(Span::getOperation);
      case INSTANCES -> Stream.of(segment.getServiceInstance()).filter(instance -> ofService);
      case TAG_KEYS -> tags.stream().map(KeyValue::getKey);
      case TAG_VALUES ->
          tags.stream()
              .filter(tag -> tag.getKey().equals(request.getTagKey()))
              .map(KeyValue::getValue);
      case UNRECOGNIZED -> Stream.of();
    };
  }

  private static Completeness complete() {
    return Completeness.newBuilder().setShardsAsked(1).setShardsOk(1).build();
  }
}
