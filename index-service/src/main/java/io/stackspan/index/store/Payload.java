package io.stackspan.index.store;

import com.github.luben.zstd.Zstd;
import org.apache.lucene.util.BytesRef;

/**
 * How a message is stored: one zstd frame. Lucene's own codec cannot use zstd, and compressing
 * twice costs a third of the indexing rate for one percent of space.
 */
final class Payload {
  /** Four times faster than level 6 and a tenth larger, on segments with dumps. */
  private static final int LEVEL = 1;

  private Payload() {}

  static byte[] compress(byte[] message) {
    return Zstd.compress(message, LEVEL);
  }

  /**
   * @throws IllegalStateException when the frame is damaged
   */
  static byte[] decompress(BytesRef stored) {
    byte[] frame = BytesRef.deepCopyOf(stored).bytes;
    long size = Zstd.getFrameContentSize(frame);
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw new IllegalStateException("stored payload of " + frame.length + " bytes is damaged");
    }
    byte[] message = new byte[(int) size];
    long read = Zstd.decompress(message, frame);
    if (Zstd.isError(read) || read != size) {
      throw new IllegalStateException("stored payload of " + frame.length + " bytes is damaged");
    }
    return message;
  }
}
