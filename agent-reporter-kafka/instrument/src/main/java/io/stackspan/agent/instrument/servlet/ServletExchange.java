package io.stackspan.agent.instrument.servlet;

import static java.util.Objects.requireNonNull;

import io.stackspan.agent.context.HeaderReader;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * A request and its response as the interceptors see them, whichever of the two servlet APIs they
 * belong to. Used by the thread that works on the request.
 */
public abstract class ServletExchange implements HeaderReader {
  private static final ClassValue<Boolean> JAKARTA =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> requestType) {
          try {
            return JakartaExchange.isRequest(requestType);
          } catch (NoClassDefFoundError e) {
            // The older API alone is here.
            return false;
          }
        }
      };

  ServletExchange() {}

  /**
   * @throws ClassCastException neither API's request and response
   */
  public static ServletExchange of(@Nullable Object request, @Nullable Object response) {
    requireNonNull(request, "request");
    requireNonNull(response, "response");
    return JAKARTA.get(request.getClass())
        ? new JakartaExchange(request, response)
        : new JavaxExchange(request, response);
  }

  /** Such as {@code GET}. */
  public abstract String method();

  /** Null: the request has no such attribute. */
  public abstract @Nullable Object attribute(String name);

  /** Whether this is the request itself and no forward, include, error or async dispatch of it. */
  public abstract boolean isFirstDispatch();

  abstract void attribute(String name, Object value);

  /** Path as it was sent. */
  abstract String uri();

  /** Without the query. */
  abstract StringBuffer url();

  abstract @Nullable String query();

  abstract int status();

  /** What the application threw and the container has handled. */
  abstract @Nullable Object error();

  abstract boolean isAsyncStarted();

  /** False: async work has completed in between. */
  abstract boolean whenComplete(AsyncCompletion completion);

  abstract @Nullable Enumeration<String> headers(String name);

  @Override
  public final @Nullable String header(String name) {
    Enumeration<String> values = headers(name);
    return values == null || !values.hasMoreElements()
        ? null
        : String.join(",", Collections.list(values));
  }
}
