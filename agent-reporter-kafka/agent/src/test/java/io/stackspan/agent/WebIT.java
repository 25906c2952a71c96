package io.stackspan.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.fixture.ChildJvm;
import io.stackspan.agent.fixture.ChildJvm.Outcome;
import io.stackspan.agent.fixture.ClientsProgram;
import io.stackspan.agent.fixture.JettyProgram;
import io.stackspan.agent.fixture.RenamedProgram;
import io.stackspan.agent.fixture.TomcatProgram;
import io.stackspan.proto.v1.KeyValue;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.Span;
import io.stackspan.proto.v1.SpanKind;
import io.stackspan.proto.v1.SpanLayer;
import jakarta.annotation.PostConstruct;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servlet containers, Spring MVC and HTTP clients in their oldest and newest versions. */
class WebIT {
  private static final Path LIBRARIES = Path.of("target", "libraries");
  private static final String SHOP = "io.stackspan.agent.fixture.WebShop";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tomcat-9.0.20-spring-5.3.0", "tomcat-9.0.118-spring-5.3.39"})
  void tomcatAndSpringOfJavax(String libraries) throws Exception {
    Path renamed = folder.resolve("renamed");
    RenamedProgram.write(
        renamed, "jakarta/servlet/", "javax/servlet/", TomcatProgram.class, Class.forName(SHOP));

    tomcatAndSpring(child().withFirst(renamed).withJars(LIBRARIES.resolve(libraries)));
  }

  @Test
  void oldestTomcatAndSpringOfJakarta() throws Exception {
    tomcatAndSpring(child().withJars(LIBRARIES.resolve("tomcat-10.1.0-spring-6.0.0")));
  }

  @Test
  void newestTomcatAndSpringOfJakarta() throws Exception {
    tomcatAndSpring(
        child()
            .with(Tomcat.class)
            .with(PostConstruct.class)
            .withJars(LIBRARIES.resolve("spring-7.0.9")));
  }

  private static void tomcatAndSpring(ChildJvm child) throws Exception {
    Outcome outcome = child.run(TomcatProgram.class);

    assertThat(outcome.checks())
        .containsEntry("route", "200 user 7")
        .containsEntry("routeBoom", "500")
        .containsEntry("routeAsync", "200 later 7")
        .containsEntry("noRoute", "404");
    Map<String, Span> entries = shop(outcome, "Tomcat");
    Span route = entries.get("GET:/users/{id}");
    assertThat(route.getComponent()).isEqualTo("SpringMVC");
    assertThat(route.getComponentId()).isEqualTo(14);
    assertThat(route.getError()).isFalse();
    assertThat(tags(route)).containsEntry("http.status_code", "200");
    assertThat(tags(route).get("url")).endsWith("/users/7?id=7");
    Span boom = entries.get("GET:/users/{id}/boom");
    assertThat(boom.getError()).isTrue();
    assertThat(boom.getLogsCount()).isEqualTo(1);
    assertThat(tags(boom)).containsEntry("http.status_code", "500");
    assertThat(tags(entries.get("GET:/later/{id}"))).containsEntry("http.status_code", "200");
  }

  static Stream<Arguments> jetties() {
    return Stream.of(
        Arguments.of("jetty-11.0.0", "org/eclipse/jetty/servlet/"),
        Arguments.of("jetty-11.0.26", "org/eclipse/jetty/servlet/"),
        Arguments.of("jetty-12.0.0", "org/eclipse/jetty/ee10/servlet/"),
        Arguments.of("jetty-12.1.12", "org/eclipse/jetty/ee10/servlet/"));
  }

  @ParameterizedTest
  @MethodSource("jetties")
  void jetty(String libraries, String servlets) throws Exception {
    Path renamed = folder.resolve("renamed");
    RenamedProgram.write(renamed, "org/eclipse/jetty/ee10/servlet/", servlets, JettyProgram.class);

    shop(
        child().withFirst(renamed).withJars(LIBRARIES.resolve(libraries)).run(JettyProgram.class),
        "JettyServer");
  }

  /** What {@code WebShop.visit} has asked a container for; gives the entry spans by operation. */
  private static Map<String, Span> shop(Outcome outcome, String container) {
    assertThat(outcome.checks())
        .containsEntry("plain", "200 bread")
        .containsEntry("async", "200 later")
        .containsEntry("dispatch", "200 dispatched")
        .containsEntry("boom", "500")
        .containsEntry("missing", "404")
        .containsEntry("continued", "200 0af7651916cd43dd8448eb211c80319c")
        .containsEntry("long", "200 bread")
        .containsEntry("malformed", "200 bread")
        .containsEntry("end", "reached");
    assertThat(outcome.output()).doesNotContain("[stackspan] WARN");
    Map<String, Span> entries =
        outcome.segments().stream()
            .flatMap(segment -> segment.getSpansList().stream())
            .filter(span -> span.getKind() == SpanKind.ENTRY)
            // Fails for a second span of one request.
            .collect(Collectors.toMap(Span::getOperation, span -> span));
    Span plain = entries.get("GET:/shop/plain");
    assertThat(plain.getLayer()).isEqualTo(SpanLayer.HTTP);
    assertThat(plain.getComponent()).isEqualTo(container);
    assertThat(plain.getRefsList()).isEmpty();
    assertThat(plain.getError()).isFalse();
    assertThat(tags(plain))
        .containsEntry("http.method", "GET")
        .containsEntry("http.status_code", "200");
    assertThat(tags(plain).get("url"))
        .startsWith("http://127.0.0.1")
        .endsWith("/shop/plain;id=7?id=7");
    assertThat(entries.get("GET:/shop/trace").getRefsCount()).isEqualTo(1);
    Span boom = entries.get("GET:/shop/boom");
    assertThat(boom.getError()).isTrue();
    assertThat(boom.getLogsCount()).isEqualTo(1);
    assertThat(tags(boom)).containsEntry("http.status_code", "500");
    Span missing = entries.get("GET:/shop/missing");
    assertThat(missing.getError()).isFalse();
    assertThat(tags(missing)).containsEntry("http.status_code", "404");
    assertThat(tags(entries.get("GET:/shop/dispatch"))).containsEntry("http.status_code", "200");
    assertThat(entries.get("GET:/shop/malformed").getRefsList()).isEmpty();
    assertThat(entries.keySet()).allSatisfy(name -> assertThat(name).hasSizeLessThan(513));
    async(outcome, entries.get("GET:/shop/async"));
    return entries;
  }

  /** The request's span covers the background work, which is another segment. */
  private static void async(Outcome outcome, Span entry) {
    Segment request = segmentOf(outcome, entry);
    Span background =
        outcome.segments().stream()
            .flatMap(segment -> segment.getSpansList().stream())
            .filter(span -> span.getOperation().equals("background"))
            .findFirst()
            .orElseThrow();

    assertThat(background.getRefs(0).getParentSegmentId()).isEqualTo(request.getSegmentId());
    // Each segment has a clock of its own; they agree to a millisecond.
    assertThat(entry.getEndMicros()).isGreaterThan(background.getEndMicros() - 2000);
    assertThat(tags(entry)).containsEntry("http.status_code", "200");
  }

  static Stream<Arguments> clients() throws Exception {
    List<Arguments> all = new ArrayList<>();
    for (Path jdk : ChildJvm.jdks().collect(Collectors.toList())) {
      // Each JDK has an HttpURLConnection of its own.
      all.add(Arguments.of(jdk, all.isEmpty() ? "apachehttp-newest" : "apachehttp-oldest"));
    }
    if (all.size() == 1) {
      all.add(Arguments.of(Path.of(System.getProperty("java.home")), "apachehttp-oldest"));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void clients(Path jdk, String libraries) throws Exception {
    Outcome outcome =
        new ChildJvm(jdk, folder).withJars(LIBRARIES.resolve(libraries)).run(ClientsProgram.class);

    assertThat(outcome.checks())
        .containsEntry("connection-get", "ok")
        .containsEntry("connection-missing", "404")
        .containsEntry("connection-moved", "ok")
        .containsEntry("connection-post", "200ok")
        .containsEntry("connection-connect", "2ok")
        .containsEntry("client4-get", "200ok")
        .containsEntry("client5-get", "200ok")
        .containsEntry("end", "reached");
    assertThat(outcome.output()).doesNotContain("[stackspan] WARN");
    call(outcome, "connection-get", "JDKHttp", "GET:/ok", "200", false, "GET:/ok");
    call(outcome, "connection-missing", "JDKHttp", "GET:/missing", "404", true, "GET:/missing");
    call(outcome, "connection-moved", "JDKHttp", "GET:/moved", "200", false, "GET:/moved");
    call(outcome, "connection-post", "JDKHttp", "POST:/ok", "200", false, "POST:/ok");
    call(outcome, "connection-connect", "JDKHttp", "GET:/ok", "200", false, "GET:/ok");
    call(outcome, "connection-dropped", "JDKHttp", "GET:/ok", null, false, null);
    call(outcome, "connection-refused", "JDKHttp", "GET:/nobody", null, true, null);
    call(outcome, "connection-tls", "JDKHttp", "GET:/ok", null, true, null);
    for (String client : List.of("client4", "client5")) {
      String method = client.equals("client4") ? "GET" : "POST";
      call(outcome, client + "-get", "HttpClient", "GET:/ok", "200", false, "GET:/ok");
      call(outcome, client + "-missing", "HttpClient", "GET:/missing", "404", true, "GET:/missing");
      String ok = method + ":/ok";
      call(outcome, client + "-minimal", "HttpClient", ok, "200", false, ok);
      call(outcome, client + "-refused", "HttpClient", method + ":/nobody", null, true, null);
    }
    call(outcome, "client4-moved", "HttpClient", "GET:/moved", "200", false, "GET:/moved");
    call(outcome, "client4-target", "HttpClient", "GET:/ok", "200", false, "GET:/ok");
    call(outcome, "client5-post", "HttpClient", "POST:/ok", "200", false, "POST:/ok");
    Span get = exit(outcome, "connection-get");
    assertThat(tags(get)).containsEntry("url", "http://" + get.getPeer() + "/ok?id=7");
    assertThat(tags(exit(outcome, "client4-get")).get("url")).endsWith("/ok?id=7");
    assertThat(tags(exit(outcome, "client5-get")).get("url")).endsWith("/ok?id=7");
  }

  /**
   * Checks the one exit span of a request.
   *
   * @param status null: no answer has come
   * @param served operation of the called side; null: nobody was called
   */
  private static void call(
      Outcome outcome,
      String request,
      String component,
      String operation,
      String status,
      boolean error,
      String served) {
    Span exit = exit(outcome, request);
    assertThat(exit.getOperation()).as(request).isEqualTo(operation);
    assertThat(exit.getComponent()).as(request).isEqualTo(component);
    assertThat(exit.getLayer()).as(request).isEqualTo(SpanLayer.HTTP);
    assertThat(exit.getPeer()).as(request).startsWith("127.0.0.1:");
    assertThat(tags(exit).get("http.status_code")).as(request).isEqualTo(status);
    assertThat(exit.getError()).as(request).isEqualTo(error);
    assertThat(exit.getLogsCount()).as(request).isEqualTo(error && status == null ? 1 : 0);
    List<String> children =
        outcome.segments().stream()
            .flatMap(segment -> segment.getSpansList().stream())
            .filter(span -> span.getRefsCount() > 0)
            .filter(
                span ->
                    span.getRefs(0)
                        .getParentSegmentId()
                        .equals(segmentOf(outcome, exit).getSegmentId()))
            .peek(
                span ->
                    assertThat(span.getRefs(0).getParentSpanId())
                        .as(request)
                        .isEqualTo(exit.getSpanId()))
            .map(Span::getOperation)
            .collect(Collectors.toList());
    if (served == null) {
      assertThat(children).as(request).isEmpty();
    } else {
      assertThat(children).as(request).contains(served);
    }
  }

  private static Span exit(Outcome outcome, String request) {
    Segment segment =
        outcome.segments().stream()
            .filter(
                candidate ->
                    candidate.getSpansList().stream()
                        .anyMatch(span -> span.getOperation().equals(request)))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no segment of " + request));
    List<Span> exits =
        segment.getSpansList().stream()
            .filter(span -> span.getKind() == SpanKind.EXIT)
            .collect(Collectors.toList());
    assertThat(exits).as(request).hasSize(1);
    return exits.get(0);
  }

  private static Segment segmentOf(Outcome outcome, Span wanted) {
    return outcome.segments().stream()
        .filter(segment -> segment.getSpansList().stream().anyMatch(span -> span == wanted))
        .findFirst()
        .orElseThrow();
  }

  private ChildJvm child() {
    return new ChildJvm(Path.of(System.getProperty("java.home")), folder);
  }

  private static Map<String, String> tags(Span span) {
    return span.getTagsList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
  }
}
