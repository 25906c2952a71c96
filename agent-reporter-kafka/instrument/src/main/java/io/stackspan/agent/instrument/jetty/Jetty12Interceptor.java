package io.stackspan.agent.instrument.jetty;

import static java.util.Objects.requireNonNull;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.context.Handover;
import io.stackspan.agent.instrument.bootstrap.Interceptor;
import io.stackspan.agent.instrument.http.EntrySpans;
import java.util.List;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * An entry span for each request that Jetty 12 gives to its server's handlers, below any servlet
 * API. It ends when Jetty says that the request is complete, whichever thread completes it.
 */
public final class Jetty12Interceptor extends Interceptor {
  /** Where the servlet layers leave what the application threw. */
  private static final String[] ERRORS = {
    "jakarta.servlet.error.exception",
    "javax.servlet.error.exception",
    "org.eclipse.jetty.server.error_exception"
  };

  @Override
  public @Nullable Object before(String method, Object self, @Nullable Object[] arguments) {
    Request request = (Request) requireNonNull(arguments[0]);
    Response response = (Response) requireNonNull(arguments[1]);
    // Whatever an earlier request has left on the pooled thread is none of this one's.
    Object previous = Handover.attach(Handover.NONE);
    try {
      AbstractSpan span =
          EntrySpans.open(
                  request.getMethod(),
                  request.getHttpURI().getPath(),
                  name -> {
                    List<String> values = request.getHeaders().getValuesList(name);
                    return values.isEmpty() ? null : String.join(",", values);
                  })
              .component("JettyServer", 19)
              .tag("url", request.getHttpURI().asString());
      Entry entry = new Entry(previous);
      request.addHttpStreamWrapper(stream -> new Completion(stream, span, request, response));
      // From here on the stream alone ends it, and it may at any moment.
      span.prepareForAsync();
      return entry;
    } catch (RuntimeException | LinkageError e) {
      Handover.restore(previous);
      throw e;
    }
  }

  @Override
  public void after(
      Object token,
      Object self,
      @Nullable Object[] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    ContextManager.stopSpan();
    Handover.restore(((Entry) token).previous);
  }

  private static @Nullable Throwable error(Request request) {
    for (String name : ERRORS) {
      Object error = request.getAttribute(name);
      if (error instanceof Throwable) {
        return (Throwable) error;
      }
    }
    return null;
  }

  /** Is told when the answer has been written or has failed. */
  private static final class Completion extends HttpStream.Wrapper {
    private final AbstractSpan span;
    private final Request request;
    private final Response response;

    Completion(HttpStream stream, AbstractSpan span, Request request, Response response) {
      super(stream);
      this.span = span;
      this.request = request;
      this.response = response;
    }

    @Override
    public void succeeded() {
      completed(null);
      super.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      completed(failure);
      super.failed(failure);
    }

    /** Jetty must go on whatever this does. */
    private void completed(@Nullable Throwable failure) {
      try {
        Throwable error = failure != null ? failure : error(request);
        EntrySpans.describe(span, response.getStatus(), error);
      } catch (RuntimeException | LinkageError e) {
        span.errorOccurred();
      } finally {
        span.asyncFinish();
      }
    }
  }

  /** What the thread worked on before. */
  private static final class Entry {
    final @Nullable Object previous;

    Entry(@Nullable Object previous) {
      this.previous = previous;
    }
  }
}
