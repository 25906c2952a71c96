package io.stackspan.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Everything is harmless when no agent is there. */
class WithoutAgentTest {
  @Test
  void answersAreEmpty() {
    assertThat(CurrentSpan.traceId()).isEmpty();
    assertThat(CurrentSpan.spanId()).isEmpty();
  }

  @Test
  void whatIsSaidIsNotKept() {
    assertThatCode(
            () -> {
              CurrentSpan.tag("key", "value");
              CurrentSpan.tag(null, null);
              CurrentSpan.log();
              CurrentSpan.log("event", "retry");
              CurrentSpan.log((String[]) null);
              CurrentSpan.error(new IllegalStateException());
              CurrentSpan.error(null);
              CurrentSpan.operation("operation");
            })
        .doesNotThrowAnyException();
  }

  @Test
  void correlationIsNotKept() {
    assertThat(Correlation.put("customer", "ann")).isFalse();
    assertThat(Correlation.get("customer")).isEmpty();
    assertThat(Correlation.put(null, null)).isFalse();
    assertThat(Correlation.get(null)).isEmpty();
  }

  @Test
  void annotatedMethodsDoWhatTheyDid() {
    assertThat(new Till().pay("ann", 3)).isEqualTo("ann pays 3");
    assertThatThrownBy(() -> new Till().pay("ann", 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void annotationsAreThereForOtherToolsToo() throws Exception {
    var pay = Till.class.getDeclaredMethod("pay", String.class, int.class);

    assertThat(pay.getAnnotation(Trace.class).operationName()).isEmpty();
    assertThat(pay.getAnnotationsByType(Tag.class)).extracting(Tag::key).containsExactly("a", "b");
  }

  /** What an application writes. */
  static final class Till {
    @Trace
    @Tag(key = "a", value = "arg[0]")
    @Tag(key = "b", value = "returnedObj.length")
    String pay(String who, int price) {
      if (price == 0) {
        throw new IllegalArgumentException("nothing to pay");
      }
      return who + " pays " + price;
    }
  }
}
