package io.stackspan.query.request;

import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SortField;
import io.stackspan.proto.v1.ThreadState;
import io.stackspan.proto.v1.TraceStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A search for traces, checked.
 *
 * @param request as the index services take it; its limit is that of the page
 */
public record TraceSearch(SearchRequest request) {
  /** Traces of a page when the caller does not say. */
  public static final int DEFAULT_LIMIT = 20;

  /** Most traces of a page. */
  public static final int MAX_LIMIT = 1000;

  /** Every parameter that {@link #parse} knows. */
  public static final List<String> PARAMETERS =
      List.of(
          "service",
          "operation",
          "instance",
          "minDuration",
          "maxDuration",
          "start",
          "end",
          "status",
          "error",
          "tag",
          "frame",
          "threadState",
          "lock",
          "hasDumps",
          "sort",
          "order",
          "limit",
          "cursor");

  private static final Map<String, TraceStatus> STATUSES =
      Map.of(
          "live", TraceStatus.LIVE,
          "partial", TraceStatus.PARTIAL,
          "complete", TraceStatus.COMPLETE,
          "late", TraceStatus.LATE);

  private static final Map<String, ThreadState> STATES =
      Arrays.stream(Thread.State.values())
          .map(state -> ThreadState.valueOf(state.name()))
          .collect(Collectors.toMap(ThreadState::name, Function.identity()));

  private static final Map<String, SortField> SORTS =
      Map.of(
          "start", SortField.SORT_START,
          "duration", SortField.SORT_DURATION,
          "spans", SortField.SORT_SPANS,
          "dumps", SortField.SORT_DUMPS);

  /**
   * @throws InvalidRequestException naming every fault
   */
  public static TraceSearch parse(Map<String, List<String>> values) {
    Parameters parameters = new Parameters(values, PARAMETERS);
    SearchRequest.Builder request =
        SearchRequest.newBuilder()
            .setService(parameters.text("service"))
            .setOperation(parameters.text("operation"))
            .setServiceInstance(parameters.text("instance"))
            .addAllStatuses(parameters.someOf("status", STATUSES))
            .addAllTags(parameters.parsed("tag", TagText::parse))
            .addAllFrames(parameters.parsed("frame", NamePattern::parse))
            .addAllThreadStates(parameters.someOf("threadState", STATES))
            .setLimit(parameters.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT));
    String lock = parameters.parsedOrNull("lock", NamePattern::parse);
    if (lock != null) {
      request.setLockClass(lock);
    }
    setFlags(parameters, request);
    setDurations(parameters, request);
    setTimes(parameters, request);
    setOrder(parameters, request);
    parameters.throwIfFaulty();
    return new TraceSearch(request.build());
  }

  private static void setFlags(Parameters parameters, SearchRequest.Builder request) {
    Boolean error = parameters.flagOrNull("error");
    if (error != null) {
      request.setError(error);
    }
    Boolean hasDumps = parameters.flagOrNull("hasDumps");
    if (hasDumps != null) {
      request.setHasDumps(hasDumps);
    }
  }

  private static void setDurations(Parameters parameters, SearchRequest.Builder request) {
    long min = orZero(parameters.parsedOrNull("minDuration", DurationText::parseMicros));
    long max = orZero(parameters.parsedOrNull("maxDuration", DurationText::parseMicros));
    if (max > 0 && min > max) {
      parameters.fault("minDuration", "is longer than maxDuration");
    }
    request.setMinDurationMicros(min).setMaxDurationMicros(max);
  }

  private static void setTimes(Parameters parameters, SearchRequest.Builder request) {
    long start = parameters.micros("start");
    long end = parameters.micros("end");
    if (end > 0 && start >= end) {
      parameters.fault("start", "is not before end");
    }
    request.setStartMicros(start).setEndMicros(end);
  }

  private static void setOrder(Parameters parameters, SearchRequest.Builder request) {
    SortField sort = parameters.oneOf("sort", SORTS);
    Boolean ascending = parameters.oneOf("order", Map.of("asc", true, "desc", false));
    request
        .setSort(sort != null ? sort : SortField.SORT_START)
        .setAscending(Boolean.TRUE.equals(ascending));
    SearchRequest position = parameters.parsedOrNull("cursor", CursorText::parse);
    if (position == null) {
      return;
    }
    if (position.getSort() != request.getSort()
        || position.getAscending() != request.getAscending()) {
      parameters.fault("cursor", "comes from a search in another order");
    }
    request.setAfter(position.getAfter());
  }

  private static long orZero(@Nullable Long value) {
    return value != null ? value : 0;
  }
}
