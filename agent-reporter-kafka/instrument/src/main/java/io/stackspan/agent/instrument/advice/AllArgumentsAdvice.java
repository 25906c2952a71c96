package io.stackspan.agent.instrument.advice;

import io.stackspan.agent.instrument.bootstrap.InterceptorDispatcher;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Around an instance method of which the interceptor may replace any argument. */
public final class AllArgumentsAdvice {
  private AllArgumentsAdvice() {}

  /** Copied before the body. */
  // The assignment is what Byte Buddy turns into those of the instrumented method's arguments.
  @SuppressWarnings("UnusedAssignment")
  @Advice.OnMethodEnter(suppress = Throwable.class)
  public static @Nullable Object enter(
      @InterceptorId int id,
      @Advice.Origin Class<?> instrumented,
      @Advice.Origin("#m") String method,
      @Advice.This Object self,
      @Advice.AllArguments(readOnly = false, typing = Assigner.Typing.DYNAMIC)
          @Nullable Object[] arguments) {
    @Nullable Object[] changed = arguments;
    Object token = InterceptorDispatcher.before(id, instrumented, method, self, changed);
    arguments = changed;
    return token;
  }

  /** Copied after the body. */
  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @InterceptorId int id,
      @Advice.Origin Class<?> instrumented,
      @Advice.Enter @Nullable Object token,
      @Advice.This Object self,
      @Advice.AllArguments @Nullable Object[] arguments,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object result,
      @Advice.Thrown @Nullable Throwable thrown) {
    InterceptorDispatcher.after(id, instrumented, token, self, arguments, result, thrown);
  }
}
