package io.stackspan.demo.shop;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One endpoint: does its work on the request's thread and answers with the result as text. */
final class WorkServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient Work work;

  /** What an endpoint does. */
  interface Work {
    String answer() throws Exception;
  }

  WorkServlet(Work work) {
    this.work = work;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String text;
    try {
      text = work.answer();
    } catch (Exception e) {
      response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
      text = e.toString();
    }
    response.setContentType("text/plain");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getWriter().write(text);
  }
}
