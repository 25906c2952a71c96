package io.stackspan.agent;

import io.stackspan.agent.context.AgentCounters;
import io.stackspan.agent.context.SegmentSink;
import io.stackspan.agent.context.TraceSegment;
import io.stackspan.agent.report.SegmentEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends finished segments to a file, length-delimited, in place of Kafka: for trying the agent
 * out and for its tests. Writes on the application's thread, which is why it is not the default.
 */
final class SegmentFile implements SegmentSink {
  private final SegmentEncoder encoder;
  private final AgentCounters counters;
  private final OutputStream out;

  SegmentFile(Path file, SegmentEncoder encoder, AgentCounters counters) throws IOException {
    this.encoder = encoder;
    this.counters = counters;
    this.out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public synchronized void accept(TraceSegment segment) {
    try {
      encoder.encode(segment).writeDelimitedTo(out);
      out.flush();
      counters.count("segments.sent");
    } catch (IOException | RuntimeException e) {
      counters.count("segments.dropped", "file");
    }
  }
}
