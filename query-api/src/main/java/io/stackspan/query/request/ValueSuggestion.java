package io.stackspan.query.request;

import io.stackspan.proto.v1.SuggestField;
import io.stackspan.proto.v1.SuggestRequest;
import java.util.List;
import java.util.Map;

/**
 * A question for names that exist, checked: services, operations, instances, tags.
 *
 * @param request as the index services take it
 */
public record ValueSuggestion(SuggestRequest request) {
  /** Every parameter that {@link #parse} knows. */
  public static final List<String> PARAMETERS = List.of("start", "end", "prefix", "limit");

  /** Values of an answer when the caller does not say, and at most. */
  public static final int MAX_LIMIT = 1000;

  /**
   * @param service restricts operations and instances; else empty
   * @param tagKey for tag values; else empty
   * @throws InvalidRequestException naming every fault
   */
  public static ValueSuggestion parse(
      SuggestField field, String service, String tagKey, Map<String, List<String>> values) {
    Parameters parameters = new Parameters(values, PARAMETERS);
    long start = parameters.micros("start");
    long end = parameters.micros("end");
    if (end > 0 && start >= end) {
      parameters.fault("start", "is not before end");
    }
    SuggestRequest request =
        SuggestRequest.newBuilder()
            .setField(field)
            .setService(service)
            .setTagKey(tagKey)
            .setPrefix(parameters.text("prefix"))
            .setLimit(parameters.integer("limit", 1, MAX_LIMIT, MAX_LIMIT))
            .setStartMicros(start)
            .setEndMicros(end)
            .build();
    parameters.throwIfFaulty();
    return new ValueSuggestion(request);
  }
}
