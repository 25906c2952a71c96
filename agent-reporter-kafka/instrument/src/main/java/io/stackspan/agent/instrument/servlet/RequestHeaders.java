package io.stackspan.agent.instrument.servlet;

import io.stackspan.agent.context.HeaderReader;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** The headers of a servlet request. */
final class RequestHeaders implements HeaderReader {
  private final HttpServletRequest request;

  RequestHeaders(HttpServletRequest request) {
    this.request = request;
  }

  @Override
  public @Nullable String header(String name) {
    Enumeration<String> values = request.getHeaders(name);
    return values == null || !values.hasMoreElements()
        ? null
        : String.join(",", Collections.list(values));
  }
}
