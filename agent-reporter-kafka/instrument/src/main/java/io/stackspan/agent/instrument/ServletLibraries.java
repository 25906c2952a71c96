package io.stackspan.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.stackspan.agent.instrument.advice.AroundAdvice;
import java.util.List;

/** Servlet containers. */
final class ServletLibraries {
  private ServletLibraries() {}

  static List<LibraryInstrumentation> instrumentations() {
    return List.of(
        new LibraryInstrumentation(
            "tomcat",
            named("org.apache.catalina.core.StandardHostValve"),
            named("invoke").and(takesArguments(2)),
            AroundAdvice.class,
            "servlet.TomcatInterceptor"));
  }
}
