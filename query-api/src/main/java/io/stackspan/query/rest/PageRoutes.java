package io.stackspan.query.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page's files, from {@code /ui/} on the class path. Add these routes last: they take every
 * path that nobody else wants. Only plain names with a known ending are served, so no path reaches
 * outside the folder or lists it.
 */
public final class PageRoutes {
  private static final String INDEX = "index.html";

  /** Folders and a file with an ending, all of harmless characters, none beginning with a dot. */
  private static final Pattern PATH =
      Pattern.compile("([A-Za-z0-9_-]+/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\\.([a-z0-9]+)");

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "ico", "image/x-icon",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "png", "image/png",
          "svg", "image/svg+xml",
          "woff2", "font/woff2");

  public void addTo(RoutesConfig routes) {
    routes.get("/", ctx -> send(ctx, INDEX));
    routes.get("/trace/{traceId}", ctx -> send(ctx, INDEX));
    routes.get("/<path>", ctx -> send(ctx, ctx.pathParam("path")));
  }

  private static void send(Context ctx, String path) throws IOException {
    Matcher matcher = PATH.matcher(path);
    String type = matcher.matches() ? TYPES.get(matcher.group(2)) : null;
    if (type == null) {
      throw new NotFoundResponse();
    }
    try (InputStream file = PageRoutes.class.getResourceAsStream("/ui/" + path)) {
      if (file == null) {
        throw new NotFoundResponse();
      }
      // The page belongs to the service's version: an old page must not meet a new API.
      ctx.header("Cache-Control", "no-cache").contentType(type).result(file.readAllBytes());
    }
  }
}
