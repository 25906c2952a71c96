package io.stackspan.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.hasSuperType;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isInterface;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.stackspan.agent.instrument.advice.AroundAdvice;
import java.util.List;

/** Databases, by whatever driver or pool. */
final class JdbcLibraries {
  private JdbcLibraries() {}

  static List<LibraryInstrumentation> instrumentations() {
    return List.of(
        new LibraryInstrumentation(
            "jdbc-statement",
            not(isInterface()).and(hasSuperType(named("java.sql.Statement"))),
            namedOneOf(
                    "execute",
                    "executeQuery",
                    "executeUpdate",
                    "executeLargeUpdate",
                    "executeBatch",
                    "executeLargeBatch")
                .and(isPublic())
                .and(not(isAbstract())),
            AroundAdvice.class,
            "jdbc.StatementInterceptor"),
        new LibraryInstrumentation(
            "jdbc-prepare",
            not(isInterface()).and(hasSuperType(named("java.sql.Connection"))),
            namedOneOf("prepareStatement", "prepareCall")
                .and(isPublic())
                .and(not(isAbstract()))
                .and(takesArgument(0, String.class)),
            AroundAdvice.class,
            "jdbc.PrepareInterceptor"));
  }
}
