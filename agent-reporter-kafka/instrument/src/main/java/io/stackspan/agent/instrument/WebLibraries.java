package io.stackspan.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.stackspan.agent.instrument.advice.AroundAdvice;
import java.util.List;

/** Jetty, Spring MVC, {@code HttpURLConnection} and Apache HttpClient. */
final class WebLibraries {
  private WebLibraries() {}

  static List<LibraryInstrumentation> instrumentations() {
    return List.of(
        new LibraryInstrumentation(
            "jetty",
            named("org.eclipse.jetty.server.handler.HandlerWrapper"),
            named("handle").and(takesArguments(4)),
            AroundAdvice.class,
            "servlet.JettyInterceptor"),
        new LibraryInstrumentation(
            "jetty-12",
            named("org.eclipse.jetty.server.Server"),
            named("handle")
                .and(takesArguments(3))
                .and(takesArgument(0, named("org.eclipse.jetty.server.Request"))),
            AroundAdvice.class,
            "jetty.Jetty12Interceptor"),
        new LibraryInstrumentation(
            "spring-mvc",
            named("org.springframework.web.servlet.HandlerExecutionChain"),
            named("applyPreHandle").and(takesArguments(2)),
            AroundAdvice.class,
            "springmvc.RouteInterceptor"),
        new LibraryInstrumentation(
            "httpurlconnection",
            namedOneOf(
                "sun.net.www.protocol.http.HttpURLConnection",
                // Connects by itself, over TLS.
                "sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection"),
            isPublic()
                .and(namedOneOf("connect", "getOutputStream", "getInputStream", "disconnect"))
                .and(takesArguments(0)),
            AroundAdvice.class,
            "httpurlconnection.ConnectionInterceptor"),
        new LibraryInstrumentation(
            "apache-httpclient-4",
            namedOneOf(
                "org.apache.http.impl.client.InternalHttpClient",
                "org.apache.http.impl.client.MinimalHttpClient",
                "org.apache.http.impl.client.AbstractHttpClient"),
            named("doExecute").and(takesArguments(3)),
            AroundAdvice.class,
            "apachehttp.HttpClient4Interceptor"),
        new LibraryInstrumentation(
            "apache-httpclient-5",
            namedOneOf(
                "org.apache.hc.client5.http.impl.classic.InternalHttpClient",
                "org.apache.hc.client5.http.impl.classic.MinimalHttpClient"),
            named("doExecute").and(takesArguments(3)),
            AroundAdvice.class,
            "apachehttp.HttpClient5Interceptor"));
  }
}
