package io.stackspan.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stock SkyWalking Java agent 9.7.0 put on {@code skywalking-segments}, byte for byte: 86
 * segments with 302 spans in 42 traces, 10 of the segments with an error span.
 */
public final class StockAgentSegments {
  public static final int SEGMENTS = 86;
  public static final int SPANS = 302;
  public static final int TRACES = 42;

  private static final String RESOURCE = "/skywalking-agent/skywalking-segments.bin";

  private StockAgentSegments() {}

  /** One Kafka record; the key is the segment id. */
  public record StockRecord(String key, long timestampMillis, byte[] value) {}

  /** In the order of the topic. */
  public static List<StockRecord> read() {
    List<StockRecord> records = new ArrayList<>(SEGMENTS);
    try (InputStream file = StockAgentSegments.class.getResourceAsStream(RESOURCE);
        DataInputStream in = new DataInputStream(file)) {
      while (in.available() > 0) {
        records.add(readRecord(in));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    return records;
  }

  private static StockRecord readRecord(DataInputStream in) throws IOException {
    in.readInt(); // partition
    in.readLong(); // offset
    long timestampMillis = in.readLong();
    byte[] key = readBytes(in);
    int headers = in.readInt();
    for (int i = 0; i < headers; i++) {
      readBytes(in);
      readBytes(in);
    }
    byte[] value = readBytes(in);
    return new StockRecord(new String(key, StandardCharsets.UTF_8), timestampMillis, value);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? new byte[0] : in.readNBytes(length);
  }
}
