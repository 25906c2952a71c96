package io.stackspan.index;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.stackspan.proto.v1.FetchRequest;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.proto.v1.SuggestRequest;
import io.stackspan.proto.v1.SuggestResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks a running service over HTTP. */
record IndexClient(int port) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  SearchResponse search(SearchRequest.Builder request) {
    try {
      return SearchResponse.parseFrom(post("search", request.build().toByteArray()).body());
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  FetchResponse fetch(String traceId) {
    try {
      Message request = FetchRequest.newBuilder().setTraceId(traceId).build();
      return FetchResponse.parseFrom(post("fetch", request.toByteArray()).body());
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  SuggestResponse suggest(SuggestRequest request) {
    try {
      return SuggestResponse.parseFrom(post("suggest", request.toByteArray()).body());
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<byte[]> post(String what, byte[] body) {
    return send(
        HttpRequest.newBuilder(uri("/internal/v1/" + what))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  HttpResponse<byte[]> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  boolean ready() {
    return get("/health/ready").statusCode() == 200;
  }

  /** All traces. */
  long total() {
    return search(SearchRequest.newBuilder().setLimit(1)).getTotal();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
