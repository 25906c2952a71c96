package io.stackspan.index.search;

import io.stackspan.index.store.Fields;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SortField;
import io.stackspan.proto.v1.TagCondition;
import io.stackspan.proto.v1.TagOperator;
import io.stackspan.proto.v1.ThreadState;
import io.stackspan.proto.v1.TraceStatus;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with one search request. */
final class TraceQueryFaults {
  static final int MAX_LIMIT = 1000;
  static final int MAX_CONDITIONS = 50;

  private final List<String> faults = new ArrayList<>();

  private TraceQueryFaults() {}

  static List<String> of(SearchRequest request) {
    TraceQueryFaults check = new TraceQueryFaults();
    check.ranges(request);
    check.sizes(request);
    check.kinds(request);
    request.getTagsList().forEach(check::tag);
    request.getFramesList().forEach(frame -> check.pattern("frame", frame));
    if (!request.getLockClass().isEmpty()) {
      check.pattern("lock class", request.getLockClass());
    }
    return check.faults;
  }

  private void ranges(SearchRequest request) {
    nonNegative("min_duration_micros", request.getMinDurationMicros());
    nonNegative("max_duration_micros", request.getMaxDurationMicros());
    nonNegative("start_micros", request.getStartMicros());
    nonNegative("end_micros", request.getEndMicros());
    if (request.getMaxDurationMicros() > 0
        && request.getMinDurationMicros() > request.getMaxDurationMicros()) {
      faults.add(
          "min_duration_micros "
              + request.getMinDurationMicros()
              + " is above max_duration_micros "
              + request.getMaxDurationMicros());
    }
    if (request.getEndMicros() > 0 && request.getStartMicros() >= request.getEndMicros()) {
      faults.add(
          "start_micros "
              + request.getStartMicros()
              + " is not before end_micros "
              + request.getEndMicros());
    }
  }

  private void sizes(SearchRequest request) {
    if (request.getLimit() < 1 || request.getLimit() > MAX_LIMIT) {
      faults.add(
          "limit "
              + Integer.toUnsignedString(request.getLimit())
              + " is not from 1 to "
              + MAX_LIMIT);
    }
    atMost("tags", request.getTagsCount());
    atMost("frames", request.getFramesCount());
    if (request.hasAfter() && request.getAfter().getTraceId().isEmpty()) {
      faults.add("after has no trace_id");
    }
  }

  private void kinds(SearchRequest request) {
    if (request.getSort() == SortField.UNRECOGNIZED) {
      faults.add("sort " + request.getSortValue() + " is not known");
    }
    if (request.getStatusesList().contains(TraceStatus.UNRECOGNIZED)) {
      faults.add("statuses holds a value that is not known");
    }
    if (request.getThreadStatesList().contains(ThreadState.UNRECOGNIZED)) {
      faults.add("thread_states holds a value that is not known");
    }
  }

  private void tag(TagCondition tag) {
    if (tag.getKey().isEmpty()) {
      faults.add("a tag has no key");
    }
    if (tag.getOperator() == TagOperator.UNRECOGNIZED) {
      faults.add(
          "operator " + tag.getOperatorValue() + " of tag '" + tag.getKey() + "' is not known");
    }
    boolean numeric =
        switch (tag.getOperator()) {
          case TAG_LESS, TAG_LESS_OR_EQUAL, TAG_GREATER, TAG_GREATER_OR_EQUAL -> true;
          case TAG_EQUALS, TAG_EXISTS, TAG_PREFIX, UNRECOGNIZED -> false;
        };
    if (numeric && !Fields.isNumber(tag.getValue())) {
      faults.add("tag '" + tag.getKey() + "': '" + tag.getValue() + "' is not a number");
    }
  }

  /** A star is allowed at the end, behind something: all else would read the whole term list. */
  private void pattern(String what, String pattern) {
    int star = pattern.indexOf('*');
    if (pattern.isBlank() || star == 0) {
      faults.add(what + " '" + pattern + "' names nothing");
    } else if (star > 0 && star < pattern.length() - 1) {
      faults.add(what + " '" + pattern + "' has a '*' that is not at its end");
    }
  }

  private void nonNegative(String name, long value) {
    if (value < 0) {
      faults.add(name + " " + value + " is negative");
    }
  }

  private void atMost(String name, int count) {
    if (count > MAX_CONDITIONS) {
      faults.add(count + " " + name + " are more than " + MAX_CONDITIONS);
    }
  }
}
