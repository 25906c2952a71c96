package io.stackspan.query.backend;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.stackspan.proto.v1.FetchRequest;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.proto.v1.SuggestRequest;
import io.stackspan.proto.v1.SuggestResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The store behind index services: asks all of them at once, each on a virtual thread, and makes
 * one answer of what came within the time limit. Services that fail are named in the completeness.
 */
public final class HttpTraceStore implements TraceStore, AutoCloseable {
  private final List<IndexClient> indexes;
  private final HttpClient http;
  private final ExecutorService threads;
  private final Duration timeout;
  private final IndexMetrics metrics;

  /**
   * @param urls of index services, at least one
   * @param timeout of one question to all of them
   * @param maxAnswerBytes of one service's answer; a longer one counts as a failure
   */
  public HttpTraceStore(
      List<URI> urls, Duration timeout, int maxAnswerBytes, IndexMetrics metrics) {
    this.timeout = timeout;
    this.metrics = metrics;
    threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("index-call-", 0).factory());
    // HTTP/2 would add an upgrade request to each first call, for nothing on a local network.
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .executor(threads)
            .build();
    indexes =
        urls.stream().map(url -> new IndexClient(url, http, timeout, maxAnswerBytes)).toList();
  }

  @Override
  public SearchResponse search(SearchRequest request) {
    // A tenth is left for the way there and back, so that a slow shard still says what it found.
    int searchMillis = (int) Math.max(1, timeout.toMillis() * 9 / 10);
    SearchRequest timed = request.toBuilder().setTimeoutMillis(searchMillis).build();
    Gathered<SearchResponse> gathered = askAll("search", timed, SearchResponse.parser());
    return Answers.mergeSearches(request, gathered.answers, gathered.failures);
  }

  @Override
  public FetchResponse fetch(String traceId) {
    FetchRequest request = FetchRequest.newBuilder().setTraceId(traceId).build();
    Gathered<FetchResponse> gathered = askAll("fetch", request, FetchResponse.parser());
    return Answers.mergeFetches(gathered.answers, gathered.failures);
  }

  @Override
  public SuggestResponse suggest(SuggestRequest request) {
    Gathered<SuggestResponse> gathered = askAll("suggest", request, SuggestResponse.parser());
    return Answers.mergeSuggestions(request, gathered.answers, gathered.failures);
  }

  @Override
  public List<StorePart> parts() {
    List<Callable<String>> probes = new ArrayList<>();
    for (IndexClient index : indexes) {
      probes.add(
          () -> {
            index.probe();
            return "";
          });
    }
    List<Future<String>> done = runAll(probes);
    List<StorePart> parts = new ArrayList<>();
    for (int i = 0; i < indexes.size(); i++) {
      String failure = failureOf(done.get(i));
      parts.add(new StorePart(indexes.get(i).url().toString(), failure.isEmpty(), failure));
    }
    return parts;
  }

  /** Ends calls under way. */
  @Override
  public void close() {
    http.shutdownNow();
    threads.shutdownNow();
  }

  private <T> Gathered<T> askAll(String operation, MessageLite request, Parser<T> parser) {
    List<Callable<T>> calls = new ArrayList<>();
    for (IndexClient index : indexes) {
      calls.add(() -> timed(operation, () -> index.call(operation, request, parser)));
    }
    List<Future<T>> done = runAll(calls);
    List<T> answers = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < indexes.size(); i++) {
      String failure = failureOf(done.get(i));
      if (failure.isEmpty()) {
        answers.add(done.get(i).resultNow());
      } else {
        failures.add("index-service " + indexes.get(i).url() + ' ' + failure);
      }
    }
    return new Gathered<>(answers, failures);
  }

  private <T> T timed(String operation, Callable<T> call) throws Exception {
    long startNanos = System.nanoTime();
    boolean ok = false;
    try {
      T answer = call.call();
      ok = true;
      return answer;
    } finally {
      metrics.called(operation, ok, Duration.ofNanos(System.nanoTime() - startNanos));
    }
  }

  private <T> List<Future<T>> runAll(List<Callable<T>> calls) {
    try {
      return threads.invokeAll(calls, timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while asking the index services");
    }
  }

  /** Empty when there was no failure. */
  private String failureOf(Future<?> done) {
    try {
      done.get();
      return "";
    } catch (CancellationException e) {
      return "did not answer within " + timeout.toMillis() + " ms";
    } catch (ExecutionException e) {
      return describe(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "was not asked: interrupted";
    }
  }

  private String describe(@Nullable Throwable cause) {
    if (cause instanceof ConnectException) {
      return "cannot be reached";
    }
    if (cause instanceof HttpTimeoutException) {
      return "did not answer within " + timeout.toMillis() + " ms";
    }
    String message = cause instanceof IOException ? cause.getMessage() : null;
    return message != null ? message : "failed: " + cause;
  }

  private record Gathered<T>(List<T> answers, List<String> failures) {}
}
