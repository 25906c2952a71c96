package io.stackspan.query.graphql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.ExecutionInput;
import io.stackspan.query.request.Fault;
import io.stackspan.query.request.InvalidRequestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A GraphQL request over HTTP, checked. */
record GraphQlRequest(
    String query, @Nullable String operationName, Map<String, @Nullable Object> variables) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * @throws InvalidRequestException naming every fault
   */
  static GraphQlRequest ofBody(byte[] body) {
    Map<String, @Nullable Object> fields;
    try {
      fields = MAPPER.readValue(body, new TypeReference<>() {});
    } catch (IOException e) {
      throw new InvalidRequestException(List.of(new Fault("body", "is not a JSON object")));
    }
    if (fields == null) {
      throw new InvalidRequestException(List.of(new Fault("body", "is not a JSON object")));
    }
    return of(fields.get("query"), fields.get("operationName"), fields.get("variables"));
  }

  /**
   * @param parameters query, operationName, and variables as JSON
   * @throws InvalidRequestException naming every fault
   */
  static GraphQlRequest ofParameters(Map<String, List<String>> parameters) {
    String variables = firstOrNull(parameters, "variables");
    Object parsed = null;
    if (variables != null && !variables.isEmpty()) {
      try {
        parsed = MAPPER.readValue(variables, Object.class);
      } catch (JsonProcessingException e) {
        // Not JSON, so no JSON object either, which is what the check below wants.
        parsed = variables;
      }
    }
    return of(firstOrNull(parameters, "query"), firstOrNull(parameters, "operationName"), parsed);
  }

  private static @Nullable String firstOrNull(Map<String, List<String>> parameters, String name) {
    List<String> given = parameters.getOrDefault(name, List.of());
    return given.isEmpty() ? null : given.getFirst();
  }

  private static GraphQlRequest of(
      @Nullable Object query, @Nullable Object operationName, @Nullable Object variables) {
    List<Fault> faults = new ArrayList<>();
    if (!(query instanceof String) || ((String) query).isBlank()) {
      faults.add(new Fault("query", "is missing; it is a text in GraphQL"));
    }
    if (operationName != null && !(operationName instanceof String)) {
      faults.add(new Fault("operationName", "is not a text"));
    }
    if (variables != null && !(variables instanceof Map)) {
      faults.add(new Fault("variables", "is not a JSON object"));
    }
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    @SuppressWarnings("unchecked") // JSON objects have names that are texts
    Map<String, @Nullable Object> values =
        variables == null ? Map.of() : (Map<String, @Nullable Object>) variables;
    return new GraphQlRequest(String.valueOf(query), (String) operationName, values);
  }

  ExecutionInput toInput() {
    return ExecutionInput.newExecutionInput()
        .query(query)
        .operationName(operationName)
        .variables(variables)
        .build();
  }
}
