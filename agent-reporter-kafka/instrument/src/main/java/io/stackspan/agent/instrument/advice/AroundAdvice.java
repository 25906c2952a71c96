package io.stackspan.agent.instrument.advice;

import io.stackspan.agent.instrument.bootstrap.InterceptorDispatcher;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Around an instance method whose arguments are only looked at. */
public final class AroundAdvice {
  private AroundAdvice() {}

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
