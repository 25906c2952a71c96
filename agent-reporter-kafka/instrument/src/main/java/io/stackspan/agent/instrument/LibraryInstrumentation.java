package io.stackspan.agent.instrument;

import static net.bytebuddy.matcher.ElementMatchers.hasSuperType;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isInterface;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.stackspan.agent.instrument.advice.AroundAdvice;
import io.stackspan.agent.instrument.advice.FirstArgumentAdvice;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Which methods of which library get which interceptor. Immutable. */
final class LibraryInstrumentation {
  /** Length of the list; known before the list is made. */
  static final int COUNT = 6;

  private static final String PACKAGE = "io.stackspan.agent.instrument.";

  private final String name;
  private final ElementMatcher<TypeDescription> type;
  private final ElementMatcher<MethodDescription> method;
  private final Class<?> advice;
  private final String interceptor;

  private LibraryInstrumentation(
      String name,
      ElementMatcher<TypeDescription> type,
      ElementMatcher<MethodDescription> method,
      Class<?> advice,
      String interceptor) {
    this.name = name;
    this.type = type;
    this.method = method;
    this.advice = advice;
    this.interceptor = PACKAGE + interceptor;
  }

  /**
   * All; the position in the list is the number that the woven code carries. Made on first use, for
   * the first library class: it takes a good part of Byte Buddy with it.
   */
  static List<LibraryInstrumentation> all() {
    return All.LIST;
  }

  private static List<LibraryInstrumentation> create() {
    return List.of(
        new LibraryInstrumentation(
            "tomcat",
            named("org.apache.catalina.core.StandardHostValve"),
            named("invoke").and(takesArguments(2)),
            AroundAdvice.class,
            "servlet.TomcatInterceptor"),
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
            "httpclient.SendAsyncInterceptor"),
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

  /** As it appears in counters and warnings. */
  String name() {
    return name;
  }

  ElementMatcher<TypeDescription> type() {
    return type;
  }

  ElementMatcher<MethodDescription> method() {
    return method;
  }

  Class<?> advice() {
    return advice;
  }

  /** Name of the interceptor's class. */
  String interceptor() {
    return interceptor;
  }

  /** Holds the list. */
  private static final class All {
    static final List<LibraryInstrumentation> LIST = create();
  }
}
