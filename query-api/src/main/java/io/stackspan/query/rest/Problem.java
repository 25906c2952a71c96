package io.stackspan.query.rest;

import io.stackspan.query.request.Fault;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param faults each thing wrong with the request; empty for other problems
 */
record Problem(String type, String title, int status, String detail, List<Fault> faults) {
  static final String CONTENT_TYPE = "application/problem+json";

  Problem {
    faults = List.copyOf(faults);
  }

  static Problem of(int status, String detail) {
    return of(status, detail, List.of());
  }

  static Problem of(int status, String detail, List<Fault> faults) {
    return new Problem("about:blank", HttpStatus.getMessage(status), status, detail, faults);
  }
}
