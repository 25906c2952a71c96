package io.stackspan.query.graphql;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeRuntimeWiring;
import io.stackspan.proto.v1.SuggestField;
import io.stackspan.query.model.Dump;
import io.stackspan.query.model.LockWait;
import io.stackspan.query.model.TraceDetail;
import io.stackspan.query.model.TraceOverview;
import io.stackspan.query.model.TracePage;
import io.stackspan.query.request.TraceSearch;
import io.stackspan.query.request.ValueSuggestion;
import io.stackspan.query.trace.DumpText;
import io.stackspan.query.trace.TraceQueries;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Binds {@code stackspan.graphqls} to the same answers as REST. Fields not named here are read from
 * the record's component of that name.
 */
final class TraceSchema {
  private static final String FILE = "/graphql/stackspan.graphqls";

  private final TraceQueries queries;

  private TraceSchema(TraceQueries queries) {
    this.queries = queries;
  }

  static GraphQLSchema of(TraceQueries queries) {
    RuntimeWiring wiring =
        RuntimeWiring.newRuntimeWiring()
            .scalar(LongScalar.TYPE)
            .type("Query", new TraceSchema(queries)::query)
            .type("Trace", TraceSchema::trace)
            .type("ThreadDump", TraceSchema::threadDump)
            .build();
    try (Reader file =
        new InputStreamReader(
            Objects.requireNonNull(TraceSchema.class.getResourceAsStream(FILE), FILE),
            StandardCharsets.UTF_8)) {
      return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(file), wiring);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TypeRuntimeWiring.Builder query(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher("trace", env -> queries.trace(required(env, "traceId")).orElse(null))
        .dataFetcher("traces", this::search)
        .dataFetcher("services", env -> values(SuggestField.SERVICES, "", ""))
        .dataFetcher(
            "operations", env -> values(SuggestField.OPERATIONS, required(env, "service"), ""))
        .dataFetcher(
            "instances", env -> values(SuggestField.INSTANCES, required(env, "service"), ""))
        .dataFetcher("tags", env -> values(SuggestField.TAG_KEYS, "", ""))
        .dataFetcher("tagValues", env -> values(SuggestField.TAG_VALUES, "", required(env, "key")));
  }

  private TracePage search(DataFetchingEnvironment env) {
    // As texts, so that GraphQL and REST share one set of rules and of fault messages.
    Map<String, List<String>> parameters = new HashMap<>();
    env.getArguments()
        .forEach(
            (name, value) -> {
              if (value instanceof Collection) {
                parameters.put(
                    name, ((Collection<?>) value).stream().map(String::valueOf).toList());
              } else if (value != null) {
                parameters.put(name, List.of(value.toString()));
              }
            });
    return queries.search(TraceSearch.parse(parameters));
  }

  private List<String> values(SuggestField field, String service, String tagKey) {
    return queries.values(ValueSuggestion.parse(field, service, tagKey, Map.of())).values();
  }

  private static TypeRuntimeWiring.Builder trace(TypeRuntimeWiring.Builder type) {
    for (RecordComponent component : TraceOverview.class.getRecordComponents()) {
      type.dataFetcher(
          component.getName(),
          env -> valueOf(component, TraceSchema.<TraceDetail>source(env).overview()));
    }
    return type.dataFetcher("threadDumps", env -> TraceSchema.<TraceDetail>source(env).dumps());
  }

  private static TypeRuntimeWiring.Builder threadDump(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher(
            "dumpTimestamp",
            env -> Math.floorDiv(TraceSchema.<Dump>source(env).timeMicros(), 1000L))
        .dataFetcher("threadInfo", env -> DumpText.threadInfo(source(env)))
        .dataFetcher("owner", env -> ownerOrNull(source(env)));
  }

  private static @Nullable Object ownerOrNull(Dump dump) {
    LockWait wait = dump.waitingOn();
    return wait == null ? null : wait.owner();
  }

  private static @Nullable Object valueOf(RecordComponent component, TraceOverview overview) {
    try {
      return component.getAccessor().invoke(overview);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T source(DataFetchingEnvironment env) {
    return Objects.requireNonNull(env.<T>getSource(), "source");
  }

  private static String required(DataFetchingEnvironment env, String argument) {
    return Objects.requireNonNull(env.<String>getArgument(argument), argument);
  }
}
