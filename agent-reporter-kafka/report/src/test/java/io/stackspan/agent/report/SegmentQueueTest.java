package io.stackspan.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.context.TraceSegment;
import org.junit.jupiter.api.Test;

class SegmentQueueTest {
  private final TraceSegment segment = Requests.plain("GET:/");

  @Test
  void isBoundedByRecords() {
    SegmentQueue queue = new SegmentQueue(1000, 2);

    assertThat(queue.offer(segment, 1)).isTrue();
    assertThat(queue.offer(segment, 1)).isTrue();
    assertThat(queue.offer(segment, 1)).isFalse();
    queue.poll();
    assertThat(queue.offer(segment, 1)).isTrue();
  }

  @Test
  void isBoundedByBytes() {
    SegmentQueue queue = new SegmentQueue(1000, 100);

    assertThat(queue.offer(segment, 600)).isTrue();
    assertThat(queue.offer(segment, 401)).isFalse();
    assertThat(queue.offer(segment, 400)).isTrue();
    queue.poll();
    assertThat(queue.offer(segment, 601)).isFalse();
    assertThat(queue.offer(segment, 600)).isTrue();
  }

  @Test
  void givesTheOldestFirst() {
    SegmentQueue queue = new SegmentQueue(1000, 100);
    TraceSegment second = Requests.plain("GET:/second");
    queue.offer(segment, 1);
    queue.offer(second, 1);

    assertThat(queue.poll()).isSameAs(segment);
    assertThat(queue.poll()).isSameAs(second);
    assertThat(queue.poll()).isNull();
    assertThat(queue.isEmpty()).isTrue();
  }
}
