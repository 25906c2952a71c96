package io.stackspan.wire;

/** How the ids of spans and dumps are composed. Pure. */
public final class Ids {
  private static final int NATIVE_SEGMENT_LENGTH = 12;
  private static final int MAX_NATIVE_INDEX = 0xffff;

  private Ids() {}

  /**
   * The id of a span among all spans of its trace: 16 lower-hex characters for native segments,
   * {@code <segment id>.<index>} for foreign ones.
   */
  public static String globalSpanId(String segmentId, int spanIndex) {
    if (isNativeSegmentId(segmentId) && spanIndex >= 0 && spanIndex <= MAX_NATIVE_INDEX) {
      return segmentId + hex4(spanIndex);
    }
    return segmentId + '.' + spanIndex;
  }

  /** The id of a dump among all dumps of its trace: {@code <segment id>~<sequence>}. */
  public static String dumpId(String segmentId, int sequence) {
    return segmentId + '~' + sequence;
  }

  /** 12 lower-hex characters. */
  public static boolean isNativeSegmentId(String segmentId) {
    if (segmentId.length() != NATIVE_SEGMENT_LENGTH) {
      return false;
    }
    for (int i = 0; i < NATIVE_SEGMENT_LENGTH; i++) {
      char c = segmentId.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  private static String hex4(int index) {
    String hex = Integer.toHexString(index);
    return "0000".substring(hex.length()) + hex;
  }
}
