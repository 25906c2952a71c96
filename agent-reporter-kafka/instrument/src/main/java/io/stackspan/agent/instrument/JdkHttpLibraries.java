package io.stackspan.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.stackspan.agent.instrument.advice.AroundAdvice;
import io.stackspan.agent.instrument.advice.FirstArgumentAdvice;
import java.util.List;

/** The JDK's HTTP server and client. */
final class JdkHttpLibraries {
  private JdkHttpLibraries() {}

  static List<LibraryInstrumentation> instrumentations() {
    return List.of(
        new LibraryInstrumentation(
            "jdk-httpserver",
            named("com.sun.net.httpserver.Filter$Chain"),
            named("doFilter").and(takesArguments(1)),
            AroundAdvice.class,
            "httpserver.HttpServerInterceptor"),
        new LibraryInstrumentation(
            "jdk-httpclient-send",
            named("jdk.internal.net.http.HttpClientImpl"),
            isPublic().and(named("send")).and(takesArguments(2)),
            FirstArgumentAdvice.class,
            "httpclient.SendInterceptor"),
        new LibraryInstrumentation(
            "jdk-httpclient-sendAsync",
            named("jdk.internal.net.http.HttpClientImpl"),
            // The other overload calls this one.
            isPublic().and(named("sendAsync")).and(takesArguments(3)),
            FirstArgumentAdvice.class,
            "httpclient.SendAsyncInterceptor"));
  }
}
