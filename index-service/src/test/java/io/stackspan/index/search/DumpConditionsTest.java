package io.stackspan.index.search;

import static io.stackspan.index.search.Asking.START;
import static io.stackspan.index.search.Asking.batchOf;
import static io.stackspan.index.search.Asking.ids;
import static io.stackspan.index.search.Asking.summary;
import static io.stackspan.index.search.Asking.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.index.store.HeapIndex;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.ThreadState;
import io.stackspan.wire.SampleSegments;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * shop waits in HttpClientImpl.send (WAITING); stock is BLOCKED on com.acme.Stock in Stock.reserve.
 */
class DumpConditionsTest {
  private static final String TRACE = traceId(1);

  private final HeapIndex heap = new HeapIndex();

  @BeforeEach
  void index() {
    heap.with(SampleSegments.shop(TRACE, START), SampleSegments.stock(TRACE, START));
    heap.with(summary(TRACE).setDumpCount(3).build(), summary(traceId(2)).build());
  }

  @AfterEach
  void close() throws IOException {
    heap.close();
  }

  @Test
  void everyFormOfAFrameHits() {
    for (String frame :
        List.of(
            "com.acme.Stock.reserve",
            "Stock.reserve",
            "reserve",
            "com.acme.Stock",
            "Stock",
            "com.acme.*",
            "com.*",
            "Stock.res*",
            "com.acme.Stock.re*")) {
      assertThat(ids(heap, request().addFrames(frame))).as(frame).containsExactly(TRACE);
    }
    for (String frame : List.of("acme.Stock", "com.acme", "Stock.", "reserv", "org.*", "stock")) {
      assertThat(ids(heap, request().addFrames(frame))).as(frame).isEmpty();
    }
  }

  @Test
  void conditionsMustMeetOnOneDump() {
    assertFound(request().addFrames("Stock.reserve").addThreadStates(ThreadState.BLOCKED));
    assertNotFound(request().addFrames("Stock.reserve").addThreadStates(ThreadState.WAITING));
    assertFound(request().addFrames("HttpClientImpl.send").addThreadStates(ThreadState.WAITING));
    assertNotFound(request().addFrames("HttpClientImpl.send").setLockClass("com.acme.Stock"));
    assertFound(request().addFrames("reserve").setLockClass("com.acme.Stock"));
  }

  @Test
  void everyFrameMustBeOnTheSameDump() {
    assertFound(request().addFrames("Stock.reserve").addFrames("java.lang.Thread.run"));
    assertNotFound(request().addFrames("Stock.reserve").addFrames("HttpClientImpl.send"));
  }

  @Test
  void anyOfSeveralStatesIsEnough() {
    assertFound(
        request()
            .addFrames("reserve")
            .addThreadStates(ThreadState.RUNNABLE)
            .addThreadStates(ThreadState.BLOCKED));
    assertNotFound(request().addThreadStates(ThreadState.RUNNABLE));
  }

  @Test
  void lockClassWithAndWithoutPackage() {
    assertFound(request().setLockClass("com.acme.Stock"));
    assertFound(request().setLockClass("Stock"));
    assertFound(request().setLockClass("com.acme.*"));
    assertNotFound(request().setLockClass("com.acme.Shop"));
  }

  @Test
  void spanAndDumpGroupsMeetOnTheTraceOnly() {
    assertFound(request().setService("shop").addThreadStates(ThreadState.BLOCKED));
    assertNotFound(request().setService("nobody").addThreadStates(ThreadState.BLOCKED));
  }

  @Test
  void hasDumpsGoesByTheSummary() {
    assertThat(ids(heap, request().setHasDumps(true))).containsExactly(TRACE);
    assertThat(ids(heap, request().setHasDumps(false))).containsExactly(traceId(2));
  }

  @Test
  void dumpsOfARunningRequestAreSearchable() {
    String live = traceId(2);
    heap.with(batchOf(SampleSegments.stock(live, START), 0).build());

    assertThat(ids(heap, request().addFrames("Stock.reserve"))).containsExactly(live, TRACE);
    assertThat(ids(heap, request().setService("stock").setOperation("GET:/reserve")))
        .containsExactly(live, TRACE);
  }

  private void assertFound(SearchRequest.Builder request) {
    assertThat(ids(heap, request)).containsExactly(TRACE);
  }

  private void assertNotFound(SearchRequest.Builder request) {
    assertThat(ids(heap, request)).isEmpty();
  }

  private static SearchRequest.Builder request() {
    return SearchRequest.newBuilder();
  }
}
