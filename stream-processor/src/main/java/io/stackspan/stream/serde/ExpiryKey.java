package io.stackspan.stream.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Key in the store of due times: eight bytes of time, big-endian, then the trace id, so that a scan
 * from the start meets the earliest first.
 *
 * @param dueMillis wall clock, milliseconds since the epoch
 */
public record ExpiryKey(long dueMillis, String traceId) {
  public Bytes toBytes() {
    byte[] id = traceId.getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(Long.BYTES + id.length).putLong(dueMillis).put(id).array());
  }

  public static ExpiryKey from(Bytes bytes) {
    byte[] all = bytes.get();
    return new ExpiryKey(
        ByteBuffer.wrap(all).getLong(),
        new String(all, Long.BYTES, all.length - Long.BYTES, UTF_8));
  }

  /** No key: above every entry that is due by then, below every later one. */
  public static Bytes endOf(long millis) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(millis + 1).array());
  }
}
