package io.stackspan.agent.context;

import org.jspecify.annotations.Nullable;

/**
 * What an instrumentation may say of the span that it opened. Setters return the span; those that
 * do not apply (a no-op span, an inner call of the same exit) are ignored. Used by the thread that
 * opened the span, or, after {@link #prepareForAsync}, by the one that finishes it.
 */
public abstract class AbstractSpan {
  AbstractSpan() {}

  /** Index within the segment; -1 for a span that is not recorded. */
  public abstract int spanId();

  public abstract boolean isRecorded();

  public abstract AbstractSpan operation(String operation);

  /**
   * @param name the library, such as {@code Tomcat}
   * @param id SkyWalking's component number, 0 for none
   */
  public abstract AbstractSpan component(String name, int id);

  public abstract AbstractSpan layer(SpanLayer layer);

  /** Value is cut at 2,048 characters; null is ignored. */
  public abstract AbstractSpan tag(String key, @Nullable String value);

  /**
   * Notes an instant with alternating keys and values, such as {@code event, retry}. At most 300
   * logs are kept; values are cut at 2,048 characters.
   */
  public abstract AbstractSpan log(String... keysAndValues);

  /**
   * One more parent, for consumers of batches: each message may come from another trace. At most
   * 500 are kept; a carrier without a parent is ignored. A dump flag of any parent counts.
   */
  public abstract AbstractSpan addParent(ContextCarrier carrier);

  /** Marks the span as failed and logs class, message and stack of the cause. */
  public abstract AbstractSpan error(Throwable cause);

  /** Marks the span as failed. */
  public abstract AbstractSpan errorOccurred();

  /**
   * The span will end elsewhere: {@link ContextManager#stopSpan} only takes it off the thread,
   * {@link #asyncFinish} ends it, and the segment waits for that.
   */
  public abstract AbstractSpan prepareForAsync();

  /** Ends a span that was prepared for it; any thread, once. */
  public abstract void asyncFinish();
}
