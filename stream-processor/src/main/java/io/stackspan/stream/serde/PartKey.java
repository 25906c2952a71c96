package io.stackspan.stream.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * Key in the store of parts: trace id, NUL, kind, then what names the part within the trace. All
 * parts of a trace are one range; trace ids hold no NUL.
 */
public sealed interface PartKey {
  /** A segment: finished, open, or only referred to. */
  record OfSegment(String segmentId) implements PartKey {}

  /** A dump that came on its own. */
  record OfDump(String segmentId, int sequence) implements PartKey {}

  /** What earlier generations of the trace gathered. */
  record OfBase() implements PartKey {}

  default Bytes in(String traceId) {
    return switch (this) {
      case OfSegment key -> key(traceId, 's', key.segmentId().getBytes(UTF_8));
      case OfDump key -> {
        byte[] segmentId = key.segmentId().getBytes(UTF_8);
        byte[] name =
            ByteBuffer.allocate(segmentId.length + Integer.BYTES)
                .put(segmentId)
                .putInt(key.sequence())
                .array();
        yield key(traceId, 'd', name);
      }
      case OfBase key -> key(traceId, 'b', new byte[0]);
    };
  }

  static PartKey from(String traceId, Bytes bytes) {
    byte[] all = bytes.get();
    int kindAt = traceId.getBytes(UTF_8).length + 1;
    int nameAt = kindAt + 1;
    return switch (all[kindAt]) {
      case 's' -> new OfSegment(new String(all, nameAt, all.length - nameAt, UTF_8));
      case 'd' -> {
        int sequenceAt = all.length - Integer.BYTES;
        yield new OfDump(
            new String(all, nameAt, sequenceAt - nameAt, UTF_8),
            ByteBuffer.wrap(all).getInt(sequenceAt));
      }
      case 'b' -> new OfBase();
      default -> throw new IllegalStateException("part of kind " + all[kindAt]);
    };
  }

  /** Below every part of the trace. */
  static Bytes firstOf(String traceId) {
    return bound(traceId, (byte) 0);
  }

  /** Above every part of the trace, and no key itself. */
  static Bytes endOf(String traceId) {
    return bound(traceId, (byte) 1);
  }

  private static Bytes bound(String traceId, byte last) {
    byte[] id = traceId.getBytes(UTF_8);
    byte[] bound = Arrays.copyOf(id, id.length + 1);
    bound[id.length] = last;
    return Bytes.wrap(bound);
  }

  private static Bytes key(String traceId, char kind, byte[] name) {
    byte[] id = traceId.getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(id.length + 2 + name.length)
            .put(id)
            .put((byte) 0)
            .put((byte) kind)
            .put(name)
            .array());
  }
}
