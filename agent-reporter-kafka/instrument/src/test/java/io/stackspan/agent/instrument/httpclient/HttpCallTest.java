package io.stackspan.agent.instrument.httpclient;

import static io.stackspan.agent.instrument.RecordedTraces.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.context.ContextCarrier;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.SpanKind;
import io.stackspan.agent.context.TracingSpan;
import io.stackspan.agent.instrument.RecordedTraces;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCallTest {
  private final RecordedTraces traces = new RecordedTraces();
  private final URI uri = URI.create("http://user:secret@stock:8080/items/7?size=l");

  @BeforeEach
  void enter() {
    ContextManager.createEntrySpan("GET:/", new ContextCarrier());
  }

  @AfterEach
  void uninstall() {
    traces.close();
  }

  @Test
  void copyDiffersInOurHeadersAlone() {
    HttpRequest original =
        HttpRequest.newBuilder(uri)
            .header("a", "1")
            .header("a", "2")
            .timeout(Duration.ofSeconds(3))
            .version(HttpClient.Version.HTTP_1_1)
            .expectContinue(true)
            .PUT(BodyPublishers.ofString("body"))
            .build();

    HttpRequest sent = HttpCall.begin(original).request();

    assertThat(sent).isNotSameAs(original);
    assertThat(sent.uri()).isEqualTo(uri);
    assertThat(sent.method()).isEqualTo("PUT");
    assertThat(sent.bodyPublisher()).isEqualTo(original.bodyPublisher());
    assertThat(sent.timeout()).contains(Duration.ofSeconds(3));
    assertThat(sent.version()).contains(HttpClient.Version.HTTP_1_1);
    assertThat(sent.expectContinue()).isTrue();
    assertThat(sent.headers().allValues("a")).containsExactly("1", "2");
    assertThat(sent.headers().firstValue("traceparent")).isPresent();
    assertThat(sent.headers().firstValue("sw8")).isPresent();
    assertThat(original.headers().firstValue("traceparent")).isEmpty();
  }

  @Test
  void methodsWithoutBodyStayWithout() {
    for (String method : new String[] {"GET", "DELETE"}) {
      HttpRequest original = HttpRequest.newBuilder(uri).method(method, noBody(method)).build();
      HttpRequest plain =
          method.equals("GET")
              ? HttpRequest.newBuilder(uri).GET().build()
              : HttpRequest.newBuilder(uri).DELETE().build();

      assertThat(HttpCall.begin(plain).request().bodyPublisher()).isEmpty();
      assertThat(HttpCall.begin(original).request().method()).isEqualTo(method);
    }
  }

  @Test
  void earlierTraceHeadersAreReplaced() {
    HttpRequest original = HttpRequest.newBuilder(uri).header("TraceParent", "stale").build();

    HttpRequest sent = HttpCall.begin(original).request();

    assertThat(sent.headers().allValues("traceparent")).hasSize(1).doesNotContain("stale");
  }

  @Test
  void send_describesTheCall() throws Exception {
    SendInterceptor interceptor = new SendInterceptor();
    Object[] arguments = {HttpRequest.newBuilder(uri).build(), null};
    Object token = interceptor.before("send", this, arguments);
    interceptor.after(token, this, arguments, null, new IOException("refused"));
    ContextManager.stopSpan();

    TracingSpan span = traces.spans().get(0);
    assertThat(span.operation()).isEqualTo("GET:/items/7");
    assertThat(span.kind()).isEqualTo(SpanKind.EXIT);
    assertThat(span.peer()).isEqualTo("stock:8080");
    assertThat(tag(span, "url")).isEqualTo("http://stock:8080/items/7?size=l");
    assertThat(tag(span, "http.method")).isEqualTo("GET");
    assertThat(span.isError()).isTrue();
  }

  @Test
  void sendAsync_spanEndsWithTheFuture() throws Exception {
    SendAsyncInterceptor interceptor = new SendAsyncInterceptor();
    CompletableFuture<String> future = new CompletableFuture<>();
    Object[] arguments = {HttpRequest.newBuilder(uri).build(), null, null};
    Object token = interceptor.before("sendAsync", this, arguments);
    interceptor.after(token, this, arguments, future, null);
    ContextManager.stopSpan();
    assertThat(traces.segments).isEmpty();

    future.completeExceptionally(new IOException("reset"));

    assertThat(traces.segments).hasSize(1);
    TracingSpan call =
        traces.spans().stream().filter(span -> span.kind() == SpanKind.EXIT).findAny().get();
    assertThat(call.isError()).isTrue();
    assertThat(call.logs()).hasSize(1);
  }

  private static HttpRequest.BodyPublisher noBody(String method) {
    return method.isEmpty() ? null : BodyPublishers.noBody();
  }
}
