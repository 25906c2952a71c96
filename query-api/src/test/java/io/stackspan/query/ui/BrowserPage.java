package io.stackspan.query.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * One tab: opens addresses, presses real keys, clicks real places, and asks questions in
 * JavaScript. Every wait is for a condition, with a deadline. For one test thread.
 */
final class BrowserPage implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEADLINE_SECONDS = 20;

  /** Resolves to the first truthy value of the condition, or to null at the deadline. */
  private static final String WAIT =
      """
      new Promise((done) => {
        const end = performance.now() + %d;
        const look = () => {
          let value;
          try { value = (%s); } catch { value = undefined; }
          if (value) done(value);
          else if (performance.now() > end) done(null);
          else setTimeout(look, 15);
        };
        look();
      })""";

  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
  private WebSocket socket;
  private int lastId;

  static BrowserPage connect(HttpClient http, String target) throws JsonProcessingException {
    String url = JSON.readTree(target).required("webSocketDebuggerUrl").asText();
    BrowserPage page = new BrowserPage();
    page.socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(url), page.new Listener())
            .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
            .join();
    for (String domain : List.of("Page", "Runtime", "Log")) {
      page.send(domain + ".enable", Map.of());
    }
    return page;
  }

  /** Opens an address and waits until it is loaded; what the page then fetches is not awaited. */
  void open(String url) {
    loaded = new CompletableFuture<>();
    send("Page.navigate", Map.of("url", url));
    loaded.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Value of a JavaScript expression; a promise is awaited. */
  JsonNode evaluate(String expression) {
    Map<String, Object> parameters =
        Map.of("expression", expression, "awaitPromise", true, "returnByValue", true);
    JsonNode answer = send("Runtime.evaluate", parameters);
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Waits until the expression is truthy and gives its value. */
  JsonNode await(String condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (true) {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (millis <= 0) {
        throw new AssertionError("never true: " + condition + "\non the page: " + text("body"));
      }
      try {
        JsonNode value = evaluate(WAIT.formatted(millis, condition));
        if (!value.isNull() && !value.isMissingNode()) {
          return value;
        }
      } catch (ProtocolException e) {
        // The tab moved to another address while it was asked; ask there.
      }
    }
  }

  /** Waits for an element whose text contains {@code part}. */
  void awaitText(String selector, String part) {
    await(
        "[...document.querySelectorAll(%s)].some((e) => e.innerText.includes(%s))"
            .formatted(quote(selector), quote(part)));
  }

  /** Visible text of the first match; empty if there is none. */
  String text(String selector) {
    return evaluate("document.querySelector(%s)?.innerText ?? ''".formatted(quote(selector)))
        .asText();
  }

  /** Presses and releases a key by its DOM name, such as {@code ArrowDown} or {@code n}. */
  void press(String key) {
    boolean letter = key.length() == 1;
    ObjectNode event = JSON.createObjectNode().put("type", "keyDown").put("key", key);
    String text = letter ? key : key.equals("Enter") ? "\r" : "";
    if (!text.isEmpty()) {
      event.put("text", text);
    }
    event.put("windowsVirtualKeyCode", key.equals("Enter") ? 13 : 0);
    send("Input.dispatchKeyEvent", event);
    send("Input.dispatchKeyEvent", event.deepCopy().put("type", "keyUp").without("text"));
  }

  /** Clicks the middle of the first match. */
  void click(String selector) {
    await("document.querySelector(%s)".formatted(quote(selector)) + " !== null");
    JsonNode place =
        evaluate(
            """
            (() => {
              const element = document.querySelector(%s);
              element.scrollIntoView({ block: 'center' });
              const box = element.getBoundingClientRect();
              return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
            })()"""
                .formatted(quote(selector)));
    for (String type : List.of("mousePressed", "mouseReleased")) {
      Map<String, Object> event =
          Map.of(
              "type",
              type,
              "x",
              place.get("x").asDouble(),
              "y",
              place.get("y").asDouble(),
              "button",
              "left",
              "clickCount",
              1);
      send("Input.dispatchMouseEvent", event);
    }
  }

  /** Types into the first match. */
  void type(String selector, String text) {
    click(selector);
    send("Input.insertText", Map.of("text", text));
  }

  /** From now on the window has this width, in CSS pixels, as on a phone. */
  void width(int pixels) {
    Map<String, Object> metrics =
        Map.of("width", pixels, "height", 800, "deviceScaleFactor", 1, "mobile", false);
    send("Emulation.setDeviceMetricsOverride", metrics);
  }

  /** Uncaught exceptions and broken content-security rules so far. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    send("Page.close", Map.of());
    socket.abort();
  }

  /** A JavaScript string literal. */
  static String quote(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private JsonNode send(String method, Object parameters) {
    int id = ++lastId;
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    socket.sendText(message.toString(), true).join();
    JsonNode reply = answer.orTimeout(DEADLINE_SECONDS + 10, TimeUnit.SECONDS).join();
    if (reply.has("error")) {
      throw new ProtocolException(method + ": " + reply.get("error"));
    }
    return reply.path("result");
  }

  private void receive(JsonNode message) {
    if (message.has("id")) {
      CompletableFuture<JsonNode> answer = answers.remove(message.get("id").asInt());
      if (answer != null) {
        answer.complete(message);
      }
      return;
    }
    JsonNode parameters = message.path("params");
    switch (message.path("method").asText()) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
      case "Log.entryAdded" -> {
        if (parameters.at("/entry/source").asText().equals("security")) {
          complaints.add(parameters.toString());
        }
      }
      default -> {
        // Other events say nothing that a test waits for.
      }
    }
  }

  /** The browser refused a command. */
  private static final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProtocolException(String message) {
      super(message);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        String message = partial.toString();
        partial.setLength(0);
        try {
          receive(JSON.readTree(message));
        } catch (JsonProcessingException e) {
          complaints.add("not JSON: " + message);
        }
      }
      webSocket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      answers.values().forEach(answer -> answer.completeExceptionally(error));
    }
  }
}
