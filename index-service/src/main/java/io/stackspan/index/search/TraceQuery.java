package io.stackspan.index.search;

import io.stackspan.proto.v1.Cursor;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SortField;
import io.stackspan.proto.v1.TagCondition;
import io.stackspan.proto.v1.ThreadState;
import io.stackspan.proto.v1.TraceStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checked search: traces that meet all three groups.
 *
 * @param span must hold on one span; also holds the duration bounds when {@link SpanConditions#any}
 * @param dump must hold on one dump
 * @param limit 1 to 1000
 * @param after continue behind this hit; null: from the start
 * @param timeoutMillis 0: the service's own limit
 */
public record TraceQuery(
    TraceConditions trace,
    SpanConditions span,
    DumpConditions dump,
    SortField sort,
    boolean ascending,
    int limit,
    @Nullable Cursor after,
    int timeoutMillis) {

  /**
   * @throws InvalidQueryException naming every fault
   */
  public static TraceQuery from(SearchRequest request) {
    List<String> faults = TraceQueryFaults.of(request);
    if (!faults.isEmpty()) {
      throw new InvalidQueryException(faults);
    }
    DurationBounds duration =
        new DurationBounds(request.getMinDurationMicros(), request.getMaxDurationMicros());
    SpanConditions span =
        new SpanConditions(
            request.getService(),
            request.getOperation(),
            request.getServiceInstance(),
            request.hasError() ? request.getError() : null,
            request.getTagsList(),
            duration);
    return new TraceQuery(
        new TraceConditions(
            request.getStartMicros(),
            request.getEndMicros(),
            request.getStatusesList(),
            request.hasHasDumps() ? request.getHasDumps() : null,
            span.any() ? DurationBounds.NONE : duration),
        span,
        new DumpConditions(
            request.getFramesList(), request.getThreadStatesList(), request.getLockClass()),
        request.getSort(),
        request.getAscending(),
        request.getLimit(),
        request.hasAfter() ? request.getAfter() : null,
        request.getTimeoutMillis());
  }

  /** Microseconds, inclusive; 0: no bound. */
  public record DurationBounds(long minMicros, long maxMicros) {
    static final DurationBounds NONE = new DurationBounds(0, 0);

    boolean given() {
      return minMicros > 0 || maxMicros > 0;
    }
  }

  /**
   * @param startMicros inclusive; 0: no bound
   * @param endMicros exclusive; 0: no bound
   * @param statuses any of these; empty: all
   * @param hasDumps null: either
   */
  public record TraceConditions(
      long startMicros,
      long endMicros,
      List<TraceStatus> statuses,
      @Nullable Boolean hasDumps,
      DurationBounds duration) {}

  /** Empty texts and null: no condition. */
  public record SpanConditions(
      String service,
      String operation,
      String instance,
      @Nullable Boolean error,
      List<TagCondition> tags,
      DurationBounds duration) {

    /** Whether anything but the duration is asked; else the duration is that of the trace. */
    boolean any() {
      return !service.isEmpty()
          || !operation.isEmpty()
          || !instance.isEmpty()
          || error != null
          || !tags.isEmpty();
    }
  }

  /** Each frame must be there; one of the states must be. */
  public record DumpConditions(List<String> frames, List<ThreadState> states, String lockClass) {
    boolean any() {
      return !frames.isEmpty() || !states.isEmpty() || !lockClass.isEmpty();
    }
  }
}
