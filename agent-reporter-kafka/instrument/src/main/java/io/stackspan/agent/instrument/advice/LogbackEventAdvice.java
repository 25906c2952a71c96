package io.stackspan.agent.instrument.advice;

import io.stackspan.agent.instrument.bootstrap.InterceptorDispatcher;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * Around the method in which a Logback event takes its copy of the MDC, which it does once and in
 * the thread that logs. Afterwards, the only argument that the interceptor gets is that map; what
 * it puts there the event keeps, for appenders in other threads.
 */
public final class LogbackEventAdvice {
  private LogbackEventAdvice() {}

  /** Copied before the body. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  public static @Nullable Object enter(
      @InterceptorId int id,
      @Advice.Origin Class<?> instrumented,
      @Advice.Origin("#m") String method,
      @Advice.This Object self,
      @Advice.FieldValue(value = "mdcPropertyMap", typing = Assigner.Typing.DYNAMIC)
          @Nullable Object map,
      @Advice.AllArguments @Nullable Object[] arguments) {
    return map == null
        ? InterceptorDispatcher.before(id, instrumented, method, self, arguments)
        : null;
  }

  /** Copied after the body. */
  // The assignments are what Byte Buddy turns into those of the field and the result.
  @SuppressWarnings("UnusedAssignment")
  @Advice.OnMethodExit(suppress = Throwable.class)
  public static void exit(
      @InterceptorId int id,
      @Advice.Origin Class<?> instrumented,
      @Advice.Enter @Nullable Object token,
      @Advice.This Object self,
      @Advice.FieldValue(
              value = "mdcPropertyMap",
              readOnly = false,
              typing = Assigner.Typing.DYNAMIC)
          @Nullable Object map,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object result) {
    if (token != null) {
      @Nullable Object[] results = {result};
      InterceptorDispatcher.after(id, instrumented, token, self, results, result, null);
      map = results[0];
      result = results[0];
    }
  }
}
