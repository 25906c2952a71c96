package io.stackspan.agent.instrument.httpurlconnection;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import io.stackspan.agent.instrument.bootstrap.WeakIdentityTable;
import io.stackspan.agent.instrument.http.ExitSpans;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The call that one connection makes: its exit span, and how far it has come. A connection that is
 * opened and then dropped without reading the answer ends its span when it is freed, noticed at a
 * later call; its segment would wait for ever otherwise.
 */
final class ConnectionCall extends WeakReference<HttpURLConnection> {
  private static final int MAX_CONNECTIONS = 10_000;
  private static final WeakIdentityTable CALLS = new WeakIdentityTable(MAX_CONNECTIONS);
  private static final ReferenceQueue<HttpURLConnection> FREED = new ReferenceQueue<>();

  /** Keeps calls that wait for their answer reachable after their connection has gone. */
  private static final Set<ConnectionCall> WAITING = ConcurrentHashMap.newKeySet();

  /** What the call does now; guarded by this. */
  private State state;

  private final AbstractSpan span;

  private enum State {
    /** In the first method called, which only connects. */
    CONNECTING,
    /** In the only method called, which reads the answer: the span is on the thread. */
    READING,
    /** Between the methods. */
    WAITING,
    /** Reads the answer after it has waited: the span is not on the thread. */
    READING_LATER,
    DONE
  }

  private ConnectionCall(HttpURLConnection connection, AbstractSpan span, State state) {
    super(connection, FREED);
    this.span = span;
    this.state = state;
  }

  static @Nullable ConnectionCall ofOrNull(HttpURLConnection connection) {
    return (ConnectionCall) CALLS.get(connection);
  }

  /** Opens the span on the current thread. */
  static ConnectionCall begin(HttpURLConnection connection, String method, boolean reads) {
    endFreed();
    URL url = connection.getURL();
    // The JDK turns it into one when the body is asked for.
    boolean posts = method.equals("getOutputStream") && connection.getRequestMethod().equals("GET");
    int port = url.getPort() > 0 ? url.getPort() : url.getDefaultPort();
    AbstractSpan span =
        ExitSpans.open(
                posts ? "POST" : connection.getRequestMethod(),
                url.toString(),
                ExitSpans.peer(url.getHost(), port, url.getProtocol()),
                connection::setRequestProperty)
            .component("JDKHttp", 66);
    ConnectionCall call =
        new ConnectionCall(connection, span, reads ? State.READING : State.CONNECTING);
    if (!CALLS.put(connection, call)) {
      // Nobody would find it again: a span for this method alone.
      call.state = State.READING;
    }
    return call;
  }

  /** The answer is read now; false: there is nothing to do about it. */
  synchronized boolean resume() {
    if (state != State.WAITING) {
      return false;
    }
    state = State.READING_LATER;
    return true;
  }

  /** A method that {@link #begin} or {@link #resume} belongs to has ended. */
  void leave(HttpURLConnection connection, @Nullable Throwable thrown) {
    State left;
    synchronized (this) {
      left = state;
      state = left == State.CONNECTING && thrown == null ? State.WAITING : State.DONE;
    }
    switch (left) {
      case CONNECTING:
        if (thrown == null) {
          span.prepareForAsync();
          WAITING.add(this);
        } else {
          ExitSpans.describe(span, 0, thrown);
        }
        ContextManager.stopSpan();
        return;
      case READING:
        describe(connection, thrown);
        ContextManager.stopSpan();
        return;
      default:
        describe(connection, thrown);
        finish();
    }
  }

  /** The application does not want the answer. */
  void abandon() {
    synchronized (this) {
      if (state != State.WAITING) {
        return;
      }
      state = State.DONE;
    }
    finish();
  }

  private void finish() {
    WAITING.remove(this);
    span.asyncFinish();
  }

  private void describe(HttpURLConnection connection, @Nullable Throwable thrown) {
    int status = thrown == null || thrown instanceof IOException ? status(connection) : 0;
    // The JDK throws for a status of an error; with the status known, that says nothing more.
    ExitSpans.describe(span, status, status > 0 ? null : thrown);
  }

  /** The answer has been read or has failed, and the connection remembers which. */
  private static int status(HttpURLConnection connection) {
    try {
      return Math.max(0, connection.getResponseCode());
    } catch (IOException e) {
      return 0;
    }
  }

  private static void endFreed() {
    Object freed;
    while ((freed = FREED.poll()) != null) {
      ((ConnectionCall) freed).abandon();
    }
  }
}
