package io.stackspan.index.http;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stackspan.index.metrics.IndexMetrics;
import io.stackspan.index.search.InvalidQueryException;
import io.stackspan.index.search.Suggestions;
import io.stackspan.index.search.TraceFetch;
import io.stackspan.index.search.TraceQuery;
import io.stackspan.index.search.TraceSearch;
import io.stackspan.proto.v1.FetchRequest;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.proto.v1.SuggestRequest;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /internal/v1/search}, {@code /fetch} and {@code /suggest}: bodies and answers are the
 * messages of {@code search.proto}. A request that cannot be answered as asked gets 400 and a text
 * with a line for each fault.
 */
public final class IndexRoutes {
  private static final Logger log = LoggerFactory.getLogger(IndexRoutes.class);
  private static final String PROTOBUF = "application/x-protobuf";

  private final TraceSearch search;
  private final TraceFetch fetch;
  private final Suggestions suggestions;
  private final IndexMetrics metrics;

  public IndexRoutes(
      TraceSearch search, TraceFetch fetch, Suggestions suggestions, IndexMetrics metrics) {
    this.search = search;
    this.fetch = fetch;
    this.suggestions = suggestions;
    this.metrics = metrics;
  }

  public void addTo(RoutesConfig routes) {
    routes.post(
        "/internal/v1/search",
        ctx ->
            answer(ctx, "search", SearchRequest.parser(), r -> search.search(TraceQuery.from(r))));
    routes.post(
        "/internal/v1/fetch", ctx -> answer(ctx, "fetch", FetchRequest.parser(), fetch::fetch));
    routes.post(
        "/internal/v1/suggest",
        ctx -> answer(ctx, "suggest", SuggestRequest.parser(), suggestions::suggest));
  }

  private interface Question<T> {
    Message answer(T request) throws IOException;
  }

  private <T> void answer(Context ctx, String name, Parser<T> parser, Question<T> question) {
    long startNanos = System.nanoTime();
    String outcome = "failed";
    try {
      Message answer = question.answer(parser.parseFrom(ctx.bodyAsBytes()));
      outcome = timedOut(answer) ? "timed_out" : "ok";
      ctx.contentType(PROTOBUF).result(answer.toByteArray());
    } catch (InvalidProtocolBufferException e) {
      outcome = "invalid";
      ctx.status(400).result("the body is no " + name + " request: " + e.getMessage());
    } catch (InvalidQueryException e) {
      outcome = "invalid";
      ctx.status(400).result(String.join("\n", e.faults()));
    } catch (IOException | RuntimeException e) {
      log.warn("A {} request failed", name, e);
      ctx.status(500).result("the index cannot be read: " + e);
    } finally {
      metrics.answered(name, outcome, Duration.ofNanos(System.nanoTime() - startNanos));
    }
  }

  private static boolean timedOut(Message answer) {
    return answer instanceof SearchResponse response && response.getCompleteness().getTimedOut();
  }
}
