package io.stackspan.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.proto.v1.SuggestRequest;
import io.stackspan.proto.v1.SuggestResponse;
import io.stackspan.query.backend.TraceStore;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bug below the routes: the caller learns that, and nothing else. */
class FailureIT {
  @Test
  void bug_is500_withoutItsCause() throws Exception {
    try (QueryApi api = QueryApi.start(TestConfigs.anyPort(), new BuggyStore());
        ApiClient client = new ApiClient(api.port())) {
      HttpResponse<String> rest = client.get("/api/v1/traces");
      HttpResponse<String> graphql = client.post("/graphql", "{\"query\":\"{ services }\"}");

      assertThat(rest.statusCode()).isEqualTo(500);
      assertThat(rest.body())
          .isEqualTo(
              "{\"type\":\"about:blank\",\"title\":\"Server Error\",\"status\":500,"
                  + "\"detail\":\"the request failed; the service's log says why\",\"faults\":[]}");
      assertThat(graphql.body())
          .contains("\"message\":\"the field failed; the service's log says why\"")
          .contains("\"status\":500")
          .doesNotContain("secret");
    }
  }

  private static final class BuggyStore implements TraceStore {
    @Override
    public SearchResponse search(SearchRequest request) {
      throw new IllegalStateException("secret");
    }

    @Override
    public FetchResponse fetch(String traceId) {
      throw new IllegalStateException("secret");
    }

    @Override
    public SuggestResponse suggest(SuggestRequest request) {
      throw new IllegalStateException("secret");
    }

    @Override
    public List<StorePart> parts() {
      return List.of();
    }
  }
}
