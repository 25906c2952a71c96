package io.stackspan.agent.instrument.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterceptorDispatcherTest {
  private static final Object[] NO_ARGUMENTS = {};
  private final List<String> events = new ArrayList<>();

  @AfterEach
  void uninstall() {
    InterceptorDispatcher.install(null, 0);
  }

  @Test
  void tokenGoesFromBeforeToAfter() {
    install(new Scripted("token", null));

    Object token = before();
    after(token);

    assertThat(events).containsExactly("asked", "before run", "after token");
  }

  @Test
  void withoutTokenAfterIsNotCalled() {
    install(new Scripted(null, null));

    after(before());

    assertThat(events).containsExactly("asked", "before run");
  }

  @Test
  void failureIsReportedAndTheNextCallTriesAgain() {
    install(new Scripted("token", new IllegalStateException("broken")));

    assertThat(before()).isNull();
    assertThat(before()).isNull();
    after("token");

    assertThat(events)
        .containsExactly(
            "asked",
            "before run",
            "failed IllegalStateException",
            "before run",
            "failed IllegalStateException",
            "after token",
            "failed IllegalStateException");
  }

  @Test
  void linkageErrorTurnsTheInterceptorOff() {
    install(new Scripted("token", new NoSuchMethodError("other version")));

    before();
    before();
    after("token");

    assertThat(events).containsExactly("asked", "before run", "failed NoSuchMethodError");
  }

  @Test
  void libraryThatDoesNotFitIsAskedForOnce() {
    install(null);

    assertThat(before()).isNull();
    assertThat(before()).isNull();

    assertThat(events).containsExactly("asked");
  }

  @Test
  void doesNothingBeforeInstallAndForUnknownIds() {
    InterceptorDispatcher.install(null, 0);
    assertThat(before()).isNull();

    install(new Scripted("token", null));
    assertThat(InterceptorDispatcher.before(7, String.class, "run", "self", NO_ARGUMENTS)).isNull();
  }

  private static Object before() {
    return InterceptorDispatcher.before(0, String.class, "run", "self", NO_ARGUMENTS);
  }

  private static void after(Object token) {
    InterceptorDispatcher.after(0, String.class, token, "self", NO_ARGUMENTS, null, null);
  }

  private void install(Interceptor interceptor) {
    InterceptorDispatcher.install(
        new InterceptorSource() {
          @Override
          public Interceptor interceptorOrNull(int id, Class<?> instrumented) {
            events.add("asked");
            return interceptor;
          }

          @Override
          public void failed(int id, Throwable failure) {
            events.add("failed " + failure.getClass().getSimpleName());
            throw new IllegalStateException("not even this goes through");
          }
        },
        1);
  }

  /** Notes its calls, then fails if it is to. */
  private final class Scripted extends Interceptor {
    private final Object token;
    private final Throwable failure;

    Scripted(Object token, Throwable failure) {
      this.token = token;
      this.failure = failure;
    }

    @Override
    public Object before(String method, Object self, Object[] arguments) {
      events.add("before " + method);
      failIfDue();
      return token;
    }

    @Override
    public void after(
        Object given, Object self, Object[] arguments, Object result, Throwable thrown) {
      events.add("after " + given);
      failIfDue();
    }

    private void failIfDue() {
      if (failure instanceof Error) {
        throw (Error) failure;
      }
      if (failure instanceof RuntimeException) {
        throw (RuntimeException) failure;
      }
    }
  }
}
