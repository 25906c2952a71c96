package io.stackspan.standalone;

import io.stackspan.broker.EmbeddedBroker;
import io.stackspan.broker.TopicSetup;
import io.stackspan.index.IndexConfig;
import io.stackspan.index.IndexService;
import io.stackspan.query.QueryApi;
import io.stackspan.query.QueryApiConfig;
import io.stackspan.stream.StreamProcessor;
import io.stackspan.stream.StreamProcessorConfig;
import io.stackspan.wire.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Broker, stream-processor, index-service and query-api in this JVM, over one data folder that
 * survives {@link #close}, a new start and kill -9. The thread that starts it need not be the one
 * that closes it.
 */
public final class Standalone implements AutoCloseable {
  private final Deque<AutoCloseable> parts;
  private final Addresses addresses;
  private final CompletableFuture<Throwable> failure;

  private Standalone(
      Deque<AutoCloseable> parts, Addresses addresses, CompletableFuture<Throwable> failure) {
    this.parts = parts;
    this.addresses = addresses;
    this.failure = failure;
  }

  /**
   * Where everything listens and keeps its data.
   *
   * @param kafka {@code host:port}
   */
  public record Addresses(URI api, URI index, URI stream, String kafka, Path data) {
    /** The line that says that all is up; scripts and the demo read it. */
    String readyLine() {
      return "ready api=%s index=%s stream=%s kafka=%s data=%s"
          .formatted(api, index, stream, kafka, data);
    }
  }

  /**
   * Returns when every part is ready to be used.
   *
   * @throws RuntimeException with one clear line as message when something is in the way; nothing
   *     is left running then
   */
  public static Standalone start(StandaloneConfig config) throws InterruptedException {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      return start(config, parts);
    } catch (RuntimeException | InterruptedException e) {
      closeAll(parts, e);
      throw e;
    }
  }

  public Addresses addresses() {
    return addresses;
  }

  /** Completed when a part has failed for good; the process should then end. */
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** In reverse order of start. A second call does nothing; any thread may call. */
  @Override
  public synchronized void close() {
    IllegalStateException failed = new IllegalStateException("not everything could be closed");
    closeAll(parts, failed);
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
  }

  private static Standalone start(StandaloneConfig config, Deque<AutoCloseable> parts)
      throws InterruptedException {
    DataFolder data = DataFolder.open(config.data());
    parts.push(data);
    config.listeners(data).forEach(Listener::requireFree);
    EmbeddedBroker broker = EmbeddedBroker.start(data.kafka(), config.kafkaPort());
    parts.push(broker);
    StreamProcessorConfig streamConfig = config.stream(broker.bootstrapServers(), data.stream());
    setUpTopics(broker, streamConfig.topics(), config.partitions());

    StreamProcessor stream = StreamProcessor.start(streamConfig);
    parts.push(stream);
    IndexConfig indexConfig = config.index(broker.bootstrapServers(), data.index());
    IndexService index = IndexService.start(indexConfig);
    parts.push(index);
    URI indexUrl = url(indexConfig.host(), index.port());
    QueryApiConfig apiConfig = config.api(indexUrl);
    QueryApi api = QueryApi.start(apiConfig);
    parts.push(api);

    Addresses addresses =
        new Addresses(
            url(apiConfig.host(), api.port()),
            indexUrl,
            url(streamConfig.host(), stream.port()),
            broker.bootstrapServers(),
            data.path());
    CompletableFuture<Throwable> failure = firstFailure(stream, index);
    new Readiness().await(List.of(addresses.stream(), addresses.index(), addresses.api()), failure);
    return new Standalone(parts, addresses, failure);
  }

  private static CompletableFuture<Throwable> firstFailure(
      StreamProcessor stream, IndexService index) {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    stream.failure().thenAccept(failure::complete);
    index
        .stopped()
        .exceptionally(
            e -> {
              failure.complete(e);
              return null;
            });
    return failure;
  }

  private static void setUpTopics(EmbeddedBroker broker, Topics topics, int partitions)
      throws InterruptedException {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
      TopicSetup setup = new TopicSetup(admin, topics, partitions, (short) 1);
      setup.createMissing();
      List<String> faults = setup.faults();
      if (!faults.isEmpty()) {
        throw new StandaloneStartException(String.join(System.lineSeparator(), faults), null);
      }
    }
  }

  /** For callers on this machine: a wildcard address is reached over loopback. */
  private static URI url(String host, int port) {
    String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    String inUrl = reachable.contains(":") ? "[" + reachable + "]" : reachable;
    return URI.create("http://" + inUrl + ":" + port);
  }

  private static void closeAll(Deque<AutoCloseable> parts, Exception failure) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }
}
