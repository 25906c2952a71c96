package io.stackspan.agent.instrument.advice;

import io.stackspan.agent.instrument.bootstrap.InterceptorDispatcher;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * A static method that the agent answers: what the interceptor gives before the body is the result.
 * Null leaves the body's own. The interceptor gets the class in place of the object.
 */
public final class AnswerAdvice {
  private AnswerAdvice() {}

  /** Copied before the body. */
  @Advice.OnMethodEnter(suppress = Throwable.class)
  public static @Nullable Object enter(
      @InterceptorId int id,
      @Advice.Origin Class<?> instrumented,
      @Advice.Origin("#m") String method,
      @Advice.AllArguments @Nullable Object[] arguments) {
    return InterceptorDispatcher.before(id, instrumented, method, instrumented, arguments);
  }

  /** Copied after the body. */
  // The assignment is what Byte Buddy turns into one of the instrumented method's result.
  @SuppressWarnings("UnusedAssignment")
  @Advice.OnMethodExit(suppress = Throwable.class)
  public static void exit(
      @Advice.Enter @Nullable Object answer,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object result) {
    if (answer != null) {
      result = answer;
    }
  }
}
