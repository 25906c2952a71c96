package io.stackspan.agent.instrument.advice;

import io.stackspan.agent.instrument.bootstrap.InterceptorDispatcher;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * Around an instance method whose result the interceptor may replace: afterwards, the only argument
 * that it gets is the result.
 */
public final class ResultAdvice {
  private ResultAdvice() {}

  /** Copied before the body. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  public static @Nullable Object enter(
      @InterceptorId int id,
      @Advice.Origin Class<?> instrumented,
      @Advice.Origin("#m") String method,
      @Advice.This Object self,
      @Advice.AllArguments @Nullable Object[] arguments) {
    return InterceptorDispatcher.before(id, instrumented, method, self, arguments);
  }

  /** Copied after the body. */
  // The assignment is what Byte Buddy turns into one of the instrumented method's result.
  @SuppressWarnings("UnusedAssignment")
  @Advice.OnMethodExit(suppress = Throwable.class)
  public static void exit(
      @InterceptorId int id,
      @Advice.Origin Class<?> instrumented,
      @Advice.Enter @Nullable Object token,
      @Advice.This Object self,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object result) {
    if (token != null) {
      @Nullable Object[] results = {result};
      InterceptorDispatcher.after(id, instrumented, token, self, results, result, null);
      result = results[0];
    }
  }
}
