package io.stackspan.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.stackspan.agent.instrument.advice.AroundAdvice;
import java.util.List;

/** Connection pools. */
final class PoolLibraries {
  private PoolLibraries() {}

  static List<LibraryInstrumentation> instrumentations() {
    return List.of(
        new LibraryInstrumentation(
            "hikari",
            named("com.zaxxer.hikari.HikariDataSource"),
            named("getConnection").and(takesArguments(0)),
            AroundAdvice.class,
            "hikari.BorrowInterceptor"));
  }
}
