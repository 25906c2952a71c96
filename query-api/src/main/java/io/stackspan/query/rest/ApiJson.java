package io.stackspan.query.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.json.JsonMapper;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;

/**
 * Writes records as JSON; absent values are written as null, so that every answer has one shape.
 */
public final class ApiJson implements JsonMapper {
  private final ObjectMapper mapper = new ObjectMapper();

  @Override
  public String toJsonString(Object value, Type type) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
