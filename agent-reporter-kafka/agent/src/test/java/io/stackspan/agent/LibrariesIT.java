package io.stackspan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.fixture.ChildJvm;
import io.stackspan.agent.fixture.ChildJvm.Outcome;
import io.stackspan.agent.fixture.LibrariesProgram;
import io.stackspan.proto.v1.KeyValue;
import io.stackspan.proto.v1.ReferenceType;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.SegmentReference;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.SpanLayer;
import jakarta.annotation.PostConstruct;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.startup.Tomcat;
import org.h2.Driver;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tomcat, the JDK's HTTP client and server, and a JDBC driver in one program under the agent. */
class LibrariesIT {
  @TempDir Path folder;

  static Stream<Path> jdks() throws Exception {
    return ChildJvm.jdks();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void requestIsOneTraceThroughAllLibraries(Path jdk) throws Exception {
    Outcome outcome = run(jdk);
    Traces traces = new Traces(outcome.segments());

    assertThat(outcome.checks())
        .containsEntry("plain", "200 bread")
        .containsEntry("flagged", "200 bread")
        .containsEntry("sendAsync", "200 bread seen")
        .containsEntry("pool", "200 worked")
        .containsEntry("servletAsync", "200 bread")
        .containsEntry("dispatch", "200 /dispatched")
        .containsEntry("exception", "500")
        .containsEntry("stockFails", "200 failed")
        .containsEntry("nobodyThere", "200 refused")
        .containsEntry("end", "reached");
    // Nothing of ours complains, and the JVM does not complain of us.
    assertThat(outcome.output()).doesNotContain("[stackspan] WARN", "sun.misc.Unsafe");
    chain(traces);
    errors(traces);
    async(traces);
    dumps(traces);
  }

  private static void chain(Traces traces) {
    Segment shop = traces.segments("GET:/buy").get(0);
    Span entry = Traces.span(shop, "GET:/buy");
    Span call = Traces.span(shop, "GET:/stock");
    Segment stock = traces.child(shop, call, "GET:/stock");
    Span served = Traces.span(stock, "GET:/stock");
    Span query = Traces.span(stock, "H2/JDBC/PreparedStatement/executeQuery");

    // One entry span in spite of filter, servlet and their base classes.
    assertThat(shop.getSpansList()).hasSize(2);
    assertThat(entry.getKind()).isEqualTo(SpanKind.ENTRY);
    assertThat(entry.getLayer()).isEqualTo(SpanLayer.HTTP);
    assertThat(entry.getComponent()).isEqualTo("Tomcat");
    assertThat(entry.getComponentId()).isEqualTo(1);
    assertThat(entry.getRefsList()).isEmpty();
    assertThat(tags(entry).get("url")).startsWith("http://127.0.0.1:").endsWith("/buy?id=7");
    assertThat(tags(entry)).containsEntry("http.method", "GET");
    assertThat(tags(entry)).containsEntry("http.status_code", "200");
    assertThat(call.getKind()).isEqualTo(SpanKind.EXIT);
    assertThat(call.getParentSpanId()).isEqualTo(entry.getSpanId());
    assertThat(call.getComponent()).isEqualTo("JdkHttpClient");
    assertThat(tags(call).get("url")).isEqualTo("http://" + call.getPeer() + "/stock?id=7");
    assertThat(tags(call)).containsEntry("http.status_code", "200");
    assertThat(served.getComponent()).isEqualTo("JDKHttpServer");
    assertThat(tags(served)).containsEntry("http.status_code", "200");
    assertThat(served.getRefs(0).getParentEndpoint()).isEqualTo("GET:/buy");
    assertThat(served.getRefs(0).getPeerAddress()).isEqualTo(call.getPeer());
    assertThat(query.getParentSpanId()).isEqualTo(served.getSpanId());
    assertThat(query.getLayer()).isEqualTo(SpanLayer.DATABASE);
    assertThat(query.getComponentId()).isEqualTo(32);
    assertThat(tags(query)).containsEntry("db.statement", "select name from item where id = ?");
  }

  private static void errors(Traces traces) {
    Span boom = Traces.span(traces.segments("GET:/boom").get(0), "GET:/boom");
    assertThat(boom.getError()).isTrue();
    assertThat(boom.getLogsList()).hasSize(1);
    assertThat(tags(boom)).containsEntry("http.status_code", "500");

    Segment shop = traces.segments("GET:/stock-fails").get(0);
    Span call = Traces.span(shop, "GET:/fail");
    assertThat(call.getError()).isTrue();
    assertThat(Traces.span(traces.child(shop, call, "GET:/fail"), "GET:/fail").getError()).isTrue();
    assertThat(Traces.span(shop, "GET:/stock-fails").getError()).isFalse();

    Segment refused = traces.segments("GET:/nobody-there").get(0);
    assertThat(Traces.span(refused, "GET:/nobody").getError()).isTrue();
  }

  private static void async(Traces traces) {
    Segment shop = traces.segments("GET:/buy-async").get(0);
    Span call = Traces.span(shop, "GET:/stock");
    assertThat(tags(call)).containsEntry("http.status_code", "200");
    assertThat(traces.child(shop, call, "GET:/stock")).isNotNull();

    // The request's span covers the background work, which is another segment.
    Segment request = traces.segments("GET:/servlet-async").get(0);
    Span entry = Traces.span(request, "GET:/servlet-async");
    Segment background = traces.child(request, entry, "GET:/stock");
    Span backgroundCall = Traces.span(background, "GET:/stock");
    assertThat(backgroundCall.getKind()).isEqualTo(SpanKind.EXIT);
    assertThat(backgroundCall.getRefs(0).getType()).isEqualTo(ReferenceType.CROSS_THREAD);
    // Each segment has a clock of its own; they agree to a millisecond.
    assertThat(entry.getEndMicros()).isGreaterThan(backgroundCall.getEndMicros() - 2000);
    assertThat(tags(entry)).containsEntry("http.status_code", "200");

    assertThat(traces.segments("GET:/dispatch")).hasSize(1);
  }

  private static void dumps(Traces traces) {
    Segment flagged = traces.segments("GET:/pool").get(0);
    Segment unflagged = traces.segments("GET:/pool").get(1);
    Segment pool = traces.childOf(flagged);

    assertThat(flagged.getThreadDumpsCount()).isPositive();
    assertThat(pool.getThreadDumpsCount()).isPositive();
    assertThat(pool.getTraceId()).isEqualTo(flagged.getTraceId());
    SegmentReference parent = pool.getSpans(0).getRefs(0);
    assertThat(parent.getType()).isEqualTo(ReferenceType.CROSS_THREAD);
    assertThat(parent.getParentSpanId()).isZero();
    assertThat(pool.getThreadDumpsList())
        .allSatisfy(dump -> assertThat(dump.getThread().getName()).startsWith("pool-"));
    assertThat(flagged.getThreadDumpsList())
        .allSatisfy(dump -> assertThat(dump.getThread().getName()).contains("-exec-"));
    assertThat(unflagged.getThreadDumpsList()).isEmpty();
    assertThat(traces.childrenOf(unflagged)).isEmpty();
    assertThat(traces.segments("GET:/buy").get(0).getThreadDumpsList()).isEmpty();
  }

  private Outcome run(Path jdk) throws Exception {
    return new ChildJvm(jdk, folder)
        .with(Tomcat.class)
        .with(PostConstruct.class)
        .with(Driver.class)
        .run(LibrariesProgram.class);
  }

  private static Map<String, String> tags(Span span) {
    return span.getTagsList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
  }

  /** Finds segments by what is in them. */
  private static final class Traces {
    private final List<Segment> segments;

    Traces(List<Segment> segments) {
      this.segments = segments;
    }

    /**
     * Segments whose first span is the operation and has no parent, in the order of their start.
     */
    List<Segment> segments(String operation) {
      return segments.stream()
          .filter(segment -> !hasParent(segment))
          .filter(segment -> first(segment).getOperation().equals(operation))
          .sorted((a, b) -> Long.compare(first(a).getStartMicros(), first(b).getStartMicros()))
          .collect(Collectors.toList());
    }

    Segment child(Segment parent, Span span, String operation) {
      return childrenOf(parent).stream()
          .filter(child -> first(child).getOperation().equals(operation))
          .filter(child -> first(child).getRefs(0).getParentSpanId() == span.getSpanId())
          .findFirst()
          .orElseThrow(() -> new AssertionError("no child " + operation));
    }

    Segment childOf(Segment parent) {
      assertThat(childrenOf(parent)).hasSize(1);
      return childrenOf(parent).get(0);
    }

    List<Segment> childrenOf(Segment parent) {
      return segments.stream()
          .filter(Traces::hasParent)
          .filter(
              child -> first(child).getRefs(0).getParentSegmentId().equals(parent.getSegmentId()))
          .peek(child -> assertThat(child.getTraceId()).isEqualTo(parent.getTraceId()))
          .collect(Collectors.toList());
    }

    static Span span(Segment segment, String operation) {
      return segment.getSpansList().stream()
          .filter(span -> span.getOperation().equals(operation))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no span " + operation + " in " + segment));
    }

    private static Span first(Segment segment) {
      return segment.getSpansList().stream()
          .filter(span -> span.getSpanId() == 0)
          .findFirst()
          .orElseThrow(() -> new AssertionError("no first span in " + segment));
    }

    private static boolean hasParent(Segment segment) {
      return first(segment).getRefsCount() > 0;
    }
  }
}
