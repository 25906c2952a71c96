package io.stackspan.index;

import static io.stackspan.index.KafkaFixture.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.broker.EmbeddedBroker;
import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.proto.v1.TraceHit;
import io.stackspan.wire.SampleSegments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 at moments that nobody chose, under load: everything is there, and once. */
class KilledIndexServiceIT {
  /** Each kill costs the start of a JVM, about two seconds. */
  private static final int KILLS = 5;

  @TempDir Path brokerDir;
  @TempDir Path dataDir;
  private final long start = System.currentTimeMillis() * 1000 - 3_600_000_000L;
  private final AtomicBoolean enough = new AtomicBoolean();

  @Test
  void nothingIsLostAndNothingIsDouble() throws Exception {
    Random random = new Random(7);
    try (EmbeddedBroker broker = EmbeddedBroker.start(brokerDir, 0);
        KafkaFixture kafka = new KafkaFixture(broker, "killed")) {
      CompletableFuture<List<String>> sent = CompletableFuture.supplyAsync(() -> load(kafka));
      for (int run = 0; run < KILLS; run++) {
        Process child = ChildService.start(kafka.arguments(dataDir));
        try {
          // Only behind a checkpoint of its own does a kill try the resuming.
          awaitNewCheckpoint(child, checkpoints());
          LockSupport.parkNanos(random.nextInt(500_000_000));
          assertThat(child.isAlive()).isTrue();
        } finally {
          child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
      }
      enough.set(true);
      List<String> ids = sent.get(30, TimeUnit.SECONDS);

      try (IndexService service = IndexService.start(kafka.config(dataDir))) {
        IndexClient client = new IndexClient(service.port());
        await("ready", client::ready);
        assertThat(client.search(SearchRequest.newBuilder().setLimit(1)).getTotal())
            .isEqualTo(ids.size());
        assertThat(allIds(client)).containsExactlyInAnyOrderElementsOf(ids);
        for (String id : ids) {
          FetchResponse trace = client.fetch(id);
          assertThat(trace.getSegmentsList())
              .containsExactly(SampleSegments.shop(id, start), SampleSegments.stock(id, start));
          assertThat(trace.getCompleteness().getGapsList()).isEmpty();
        }
        await("a commit", () -> documents(client) == ids.size() * DOCUMENTS_PER_TRACE);
      }
    }
  }

  /** At most 200 traces a second until told; returns the ids that Kafka has acknowledged. */
  private List<String> load(KafkaFixture kafka) {
    List<String> ids = new ArrayList<>();
    while (!enough.get()) {
      String id = String.format("%012x%020x", start / 1000 + ids.size(), ids.size());
      kafka.sendTrace(id, start);
      ids.add(id);
      LockSupport.parkNanos(5_000_000);
    }
    kafka.flush();
    return ids;
  }

  /** Two segments, three spans, three dumps, one summary. */
  private static final long DOCUMENTS_PER_TRACE = 9;

  private static long documents(IndexClient client) {
    String metric = "stackspan_index_documents ";
    return new String(client.get("/metrics").body(), UTF_8)
        .lines()
        .filter(line -> line.startsWith(metric))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(metric.length())))
        .findFirst()
        .orElse(0);
  }

  private static List<String> allIds(IndexClient client) {
    List<String> ids = new ArrayList<>();
    SearchRequest.Builder request = SearchRequest.newBuilder().setLimit(1000);
    SearchResponse page;
    do {
      page = client.search(request);
      for (TraceHit hit : page.getHitsList()) {
        ids.add(hit.getSummary().getTraceId());
        request.setAfter(hit.getCursor());
      }
    } while (page.getHitsCount() > 0);
    return ids;
  }

  private void awaitNewCheckpoint(Process child, List<String> before) throws InterruptedException {
    await(
        "a checkpoint",
        () -> {
          assertThat(child.isAlive()).isTrue();
          return !checkpoints().equals(before);
        });
  }

  private List<String> checkpoints() {
    List<String> texts = new ArrayList<>();
    for (int partition = 0; partition < KafkaFixture.PARTITIONS; partition++) {
      try {
        texts.add(Files.readString(dataDir.resolve("p" + partition).resolve("checkpoint")));
      } catch (NoSuchFileException e) {
        texts.add("");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return texts;
  }
}
