package io.stackspan.query.graphql;

import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import io.stackspan.query.backend.StoreUnavailableException;
import io.stackspan.query.request.InvalidRequestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns exceptions below a field into GraphQL errors that carry the status REST would have. */
final class FaultyFields implements DataFetcherExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FaultyFields.class);

  @Override
  public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
      DataFetcherExceptionHandlerParameters failed) {
    Throwable cause = failed.getException();
    Map<String, Object> extensions = new HashMap<>();
    String message;
    if (cause instanceof InvalidRequestException) {
      message = "the arguments have faults: " + cause.getMessage();
      extensions.put("status", 400);
      extensions.put("faults", faults((InvalidRequestException) cause));
    } else if (cause instanceof StoreUnavailableException) {
      message = String.valueOf(cause.getMessage());
      extensions.put("status", 503);
    } else {
      LOG.error(
          "GraphQL field {} failed; this is a bug, please report it", failed.getPath(), cause);
      message = "the field failed; the service's log says why";
      extensions.put("status", 500);
    }
    return CompletableFuture.completedFuture(
        DataFetcherExceptionHandlerResult.newResult(
                GraphqlErrorBuilder.newError()
                    .message("%s", message)
                    .path(failed.getPath())
                    .location(failed.getSourceLocation())
                    .extensions(extensions)
                    .build())
            .build());
  }

  private static List<Map<String, String>> faults(InvalidRequestException invalid) {
    return invalid.faults().stream()
        .map(fault -> Map.of("parameter", fault.parameter(), "message", fault.message()))
        .toList();
  }
}
