package io.stackspan.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.declaresMethod;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;

import io.stackspan.agent.instrument.advice.AnswerAdvice;
import io.stackspan.agent.instrument.advice.TraceAdvice;
import java.util.List;

/** What applications say by themselves: annotated methods, and the toolkit's own calls. */
final class ToolkitLibraries {
  private ToolkitLibraries() {}

  static List<LibraryInstrumentation> instrumentations() {
    return List.of(
        new LibraryInstrumentation(
            "toolkit-trace",
            declaresMethod(TracePlans::isPlanned),
            TracePlans::isPlanned,
            TraceAdvice.class,
            "toolkit.TraceInterceptor"),
        new LibraryInstrumentation(
            "toolkit-span",
            named("io.stackspan.toolkit.CurrentSpan"),
            isPublic().and(isStatic()),
            AnswerAdvice.class,
            "toolkit.CurrentSpanInterceptor"),
        new LibraryInstrumentation(
            "toolkit-correlation",
            named("io.stackspan.toolkit.Correlation"),
            isPublic().and(isStatic()),
            AnswerAdvice.class,
            "toolkit.CorrelationInterceptor"));
  }
}
