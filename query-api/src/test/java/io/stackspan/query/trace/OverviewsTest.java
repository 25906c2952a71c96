package io.stackspan.query.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.proto.v1.DumpLink;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.query.model.TraceOverview;
import io.stackspan.query.model.TraceStatus;
import io.stackspan.wire.SampleSegments;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewsTest {
  private static final long START = 1_800_000_000_000_000L;

  @Test
  void summaryIsTakenOver() {
    TraceSummary summary =
        TraceSummary.newBuilder()
            .setTraceId("t")
            .setVersion(4)
            .setGeneration(1)
            .setStatus(io.stackspan.proto.v1.TraceStatus.LATE)
            .setStartMicros(10)
            .setEndMicros(30)
            .addServices("shop")
            .setSegmentCount(2)
            .setSpanCount(3)
            .setErrorCount(1)
            .setDumpCount(2)
            .addLinks(DumpLink.newBuilder().setDumpId("a~0").setSpanId("a0"))
            .addLinks(DumpLink.newBuilder().setDumpId("a~1"))
            .addMissingParents("x")
            .build();

    assertThat(Overviews.of(summary))
        .isEqualTo(
            new TraceOverview(
                "t",
                TraceStatus.LATE,
                4,
                1,
                10,
                30,
                20,
                null,
                null,
                List.of("shop"),
                2,
                3,
                1,
                2,
                1,
                List.of("x")));
  }

  @Test
  void recordsAloneSuffice_beforeTheStreamHasSpoken() {
    TraceOverview both =
        overview(SampleSegments.shop("t", START), SampleSegments.stock("t", START));

    assertThat(both)
        .isEqualTo(
            new TraceOverview(
                "t",
                TraceStatus.COMPLETE,
                0,
                0,
                START,
                START + 1_000_000,
                1_000_000,
                "shop",
                "GET:/buy",
                List.of("shop", "stock"),
                2,
                3,
                0,
                3,
                3,
                List.of()));
  }

  @Test
  void missingParent_isNamed() {
    TraceOverview childOnly = overview(SampleSegments.stock("t", START));

    assertThat(childOnly.status()).isEqualTo(TraceStatus.PARTIAL);
    assertThat(childOnly.missingParents()).containsExactly(SampleSegments.SHOP_SEGMENT);
    assertThat(childOnly.rootService()).isNull();
  }

  @Test
  void parentInAnotherTrace_isNotMissing() {
    Segment.Builder stock = SampleSegments.stock("t", START).toBuilder();
    stock.getSpansBuilder(0).getRefsBuilder(0).setTraceId("other");

    assertThat(overview(stock.build()).missingParents()).isEmpty();
  }

  private static TraceOverview overview(Segment... segments) {
    FetchResponse fetched = FetchResponse.newBuilder().addAllSegments(List.of(segments)).build();
    return Overviews.of("t", null, TraceAssembler.assemble(fetched));
  }
}
