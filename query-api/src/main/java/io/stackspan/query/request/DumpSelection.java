package io.stackspan.query.request;

import java.util.List;
import java.util.Map;

/**
 * Which of a trace's dumps are wanted, checked.
 *
 * @param spanId global id; empty: all
 */
public record DumpSelection(String spanId) {
  /**
   * @throws InvalidRequestException naming every fault
   */
  public static DumpSelection parse(Map<String, List<String>> values) {
    Parameters parameters = new Parameters(values, List.of("spanId"));
    DumpSelection selection = new DumpSelection(parameters.text("spanId"));
    parameters.throwIfFaulty();
    return selection;
  }

  /**
   * For routes without parameters.
   *
   * @throws InvalidRequestException naming every parameter given
   */
  public static void requireNone(Map<String, List<String>> values) {
    new Parameters(values, List.of()).throwIfFaulty();
  }
}
