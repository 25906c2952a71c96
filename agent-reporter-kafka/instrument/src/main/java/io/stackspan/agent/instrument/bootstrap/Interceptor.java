package io.stackspan.agent.instrument.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * What the agent does around one kind of library method. One instance per class loader of the
 * library, used by all threads. What it throws is counted and goes no further.
 */
public abstract class Interceptor {
  /** Created by name, without arguments. */
  protected Interceptor() {}

  /**
   * Before the method's body.
   *
   * @param method name of the method
   * @param arguments the method's; an instrumentation that says so takes changes of the first one
   * @return for {@link #after}; null: nothing to do there
   */
  public abstract @Nullable Object before(String method, Object self, @Nullable Object[] arguments)
      throws Exception;

  /**
   * After the method's body, on the same thread.
   *
   * @param token what {@link #before} gave
   * @param result null also when the method is void or has thrown
   * @param thrown null: the method returned
   */
  public abstract void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown)
      throws Exception;
}
