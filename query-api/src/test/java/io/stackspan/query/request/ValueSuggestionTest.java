package io.stackspan.query.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackspan.proto.v1.SuggestField;
import io.stackspan.proto.v1.SuggestRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueSuggestionTest {
  @Test
  void everyParameter() {
    Map<String, List<String>> values =
        Map.of(
            "start", List.of("1"),
            "end", List.of("2"),
            "prefix", List.of("GET"),
            "limit", List.of("5"));

    assertThat(ValueSuggestion.parse(SuggestField.OPERATIONS, "shop", "", values).request())
        .isEqualTo(
            SuggestRequest.newBuilder()
                .setField(SuggestField.OPERATIONS)
                .setService("shop")
                .setStartMicros(1)
                .setEndMicros(2)
                .setPrefix("GET")
                .setLimit(5)
                .build());
  }

  @Test
  void faults() {
    Map<String, List<String>> values = Map.of("strat", List.of("1"), "limit", List.of("x"));

    assertThatThrownBy(() -> ValueSuggestion.parse(SuggestField.SERVICES, "", "", values))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("strat: is unknown; the nearest known parameter is start")
        .hasMessageContaining("limit: 'x' is not a whole number from 1 to 1000");
  }

  @Test
  void routeWithoutParameters_refusesAny() {
    assertThatThrownBy(() -> DumpSelection.requireNone(Map.of("a", List.of("1"))))
        .hasMessage("a: is unknown; there are no parameters here");
  }
}
