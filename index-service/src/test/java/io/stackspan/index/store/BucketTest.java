package io.stackspan.index.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BucketTest {
  private static final Instant START = Instant.parse("2026-11-22T23:59:59.900Z");

  @Test
  void nativeTraceStaysInTheDayOfItsStart() {
    String traceId = nativeId(START);

    assertThat(Bucket.of(traceId, micros(START))).isEqualTo(new Bucket("2026-11-22", true));
    assertThat(Bucket.of(traceId, micros(START.plusSeconds(5))))
        .isEqualTo(new Bucket("2026-11-22", true));
  }

  @Test
  void foreignTraceGoesByTheRecordsOwnTime() {
    assertThat(Bucket.of("3.42.16", micros(START.plusSeconds(5))))
        .isEqualTo(new Bucket("2026-11-23", false));
  }

  @Test
  void randomIdThatLooksNativeIsNotBelieved() {
    String random = "7fffffffffff" + "0123456789abcdef0123";
    String other = nativeId(START.minusSeconds(3 * 86_400));

    assertThat(Bucket.of(random, micros(START))).isEqualTo(new Bucket("2026-11-22", false));
    assertThat(Bucket.of(other, micros(START))).isEqualTo(new Bucket("2026-11-22", false));
  }

  @Test
  void absurdTimesShareOneBucket() {
    assertThat(Bucket.of(nativeId(START), 0).name()).isEqualTo("misc");
    assertThat(Bucket.of("x", -5).name()).isEqualTo("misc");
    assertThat(Bucket.of("x", Long.MAX_VALUE).name()).isEqualTo("misc");
  }

  private static String nativeId(Instant start) {
    return String.format("%012x", start.toEpochMilli()) + "0123456789abcdef0123";
  }

  private static long micros(Instant instant) {
    return instant.toEpochMilli() * 1000;
  }
}
