package io.stackspan.query.rest;

import io.javalin.http.Context;

/**
 * Headers of every answer. The page loads nothing from elsewhere and has no inline script or style,
 * so that content of a trace that looks like markup stays text even if escaping were forgotten.
 */
public final class SecurityHeaders {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";

  private SecurityHeaders() {}

  public static void set(Context ctx) {
    ctx.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer");
  }
}
