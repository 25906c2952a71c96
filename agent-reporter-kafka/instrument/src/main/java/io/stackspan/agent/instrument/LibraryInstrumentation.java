package io.stackspan.agent.instrument;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Which methods of which library get which interceptor. Immutable. */
final class LibraryInstrumentation {
  /** Ids that the dispatcher makes room for, before the list is made. */
  static final int MAX = 128;

  private static final String PACKAGE = "io.stackspan.agent.instrument.";

  private final String name;
  private final ElementMatcher<TypeDescription> type;
  private final ElementMatcher<MethodDescription> method;
  private final Class<?> advice;
  private final String interceptor;

  /**
   * @param name as it appears in counters and warnings
   * @param advice of the package {@code advice}
   * @param interceptor class name behind {@code io.stackspan.agent.instrument.}
   */
  LibraryInstrumentation(
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
    List<LibraryInstrumentation> all = new ArrayList<>();
    all.addAll(ServletLibraries.instrumentations());
    all.addAll(JdkHttpLibraries.instrumentations());
    all.addAll(WebLibraries.instrumentations());
    all.addAll(JdbcLibraries.instrumentations());
    all.addAll(PoolLibraries.instrumentations());
    all.addAll(RpcLibraries.instrumentations());
    all.addAll(MessagingLibraries.instrumentations());
    all.addAll(ToolkitLibraries.instrumentations());
    all.addAll(LoggingLibraries.instrumentations());
    if (all.size() > MAX) {
      throw new IllegalStateException("more instrumentations than ids: " + all.size());
    }
    return List.copyOf(all);
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
