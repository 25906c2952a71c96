package io.stackspan.query.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.util.Locale;

/** 64-bit numbers, which GraphQL's Int cannot hold: times in microseconds need 51 bits. */
final class LongScalar implements Coercing<Long, Long> {
  static final GraphQLScalarType TYPE =
      GraphQLScalarType.newScalar().name("Long").coercing(new LongScalar()).build();

  @Override
  public Long serialize(Object value, GraphQLContext context, Locale locale) {
    if (value instanceof Number) {
      return ((Number) value).longValue();
    }
    throw new CoercingSerializeException("not a whole number: " + value);
  }

  @Override
  public Long parseValue(Object input, GraphQLContext context, Locale locale) {
    if (input instanceof Long || input instanceof Integer) {
      return ((Number) input).longValue();
    }
    throw new CoercingParseValueException("not a whole number of 64 bits: " + input);
  }

  @Override
  public Long parseLiteral(
      Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
    if (input instanceof IntValue && ((IntValue) input).getValue().bitLength() < Long.SIZE) {
      return ((IntValue) input).getValue().longValue();
    }
    throw new CoercingParseLiteralException("not a whole number of 64 bits");
  }

  @Override
  public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
    return IntValue.of(((Number) input).intValue());
  }
}
