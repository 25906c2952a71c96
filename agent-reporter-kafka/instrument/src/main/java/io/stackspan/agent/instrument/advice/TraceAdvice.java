package io.stackspan.agent.instrument.advice;

import io.stackspan.agent.instrument.bootstrap.InterceptorDispatcher;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * Around an annotated method, static or not. The interceptor gets the plan in place of the method's
 * name and the class in place of the object.
 */
public final class TraceAdvice {
  private TraceAdvice() {}

  /** Copied before the body. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  public static @Nullable Object enter(
      @InterceptorId int id,
      @Advice.Origin Class<?> instrumented,
      @TracePlan String plan,
      @Advice.AllArguments @Nullable Object[] arguments) {
    return InterceptorDispatcher.before(id, instrumented, plan, instrumented, arguments);
  }

  /** Copied after the body. */
  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @InterceptorId int id,
      @Advice.Origin Class<?> instrumented,
      @Advice.Enter @Nullable Object token,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object result,
      @Advice.Thrown @Nullable Throwable thrown) {
    @Nullable Object[] none = {};
    InterceptorDispatcher.after(id, instrumented, token, instrumented, none, result, thrown);
  }
}
