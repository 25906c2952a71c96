package io.stackspan.query.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Requests that Jetty itself refuses, such as a malformed path, get the same form of answer. */
public final class ProblemErrorHandler extends ErrorHandler {
  private final ObjectMapper mapper = new ObjectMapper();

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    String detail = status < 500 && message != null ? message : "the request failed";
    response.getHeaders().put(new HttpField(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE));
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap(body(Problem.of(status, detail))), callback);
  }

  private byte[] body(Problem problem) {
    try {
      return mapper.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
