package io.stackspan.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.stackspan.agent.instrument.advice.LogbackEventAdvice;
import io.stackspan.agent.instrument.advice.ResultAdvice;
import java.util.List;

/** Logging libraries: the trace id among the context values of each event. */
final class LoggingLibraries {
  private LoggingLibraries() {}

  static List<LibraryInstrumentation> instrumentations() {
    return List.of(
        new LibraryInstrumentation(
            "logback",
            named("ch.qos.logback.classic.spi.LoggingEvent"),
            named("getMDCPropertyMap").and(takesArguments(0)),
            LogbackEventAdvice.class,
            "logging.LogbackInterceptor"),
        new LibraryInstrumentation(
            "log4j2",
            nameStartsWith("org.apache.logging.log4j.core.impl.ThreadContextDataInjector$For"),
            named("injectContextData").and(takesArguments(2)),
            ResultAdvice.class,
            "logging.Log4jInterceptor"));
  }
}
