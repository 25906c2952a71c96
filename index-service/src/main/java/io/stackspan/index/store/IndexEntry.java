package io.stackspan.index.store;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.TraceSummary;
import java.util.List;
import org.apache.lucene.document.Document;

/**
 * A record made ready for the index. Making one is pure: whatever fails there is the record's
 * fault; whatever fails in {@link TraceIndex#apply} is the store's.
 */
public sealed interface IndexEntry {
  Bucket bucket();

  /**
   * @param message a serialized {@code Segment}; stored as it is
   * @throws UnusableRecordException unparsable, without ids, or with a span that ends before it
   *     starts
   */
  static IndexEntry ofSegment(byte[] message) throws UnusableRecordException {
    Segment segment = Checks.parse(Segment.parser(), message);
    Checks.ids(segment.getTraceId(), segment.getSegmentId());
    Checks.intervals(segment);
    return SegmentDocuments.entry(segment, message);
  }

  /**
   * @param message a serialized {@code DumpBatch}; stored as it is
   * @throws UnusableRecordException unparsable or without ids
   */
  static IndexEntry ofDumpBatch(byte[] message) throws UnusableRecordException {
    DumpBatch batch = Checks.parse(DumpBatch.parser(), message);
    Checks.ids(batch.getTraceId(), batch.getSegmentId());
    return BatchDocuments.entry(batch, message);
  }

  /**
   * @param message a serialized {@code TraceSummary}; stored as it is
   * @throws UnusableRecordException unparsable or without a trace id
   */
  static IndexEntry ofSummary(byte[] message) throws UnusableRecordException {
    TraceSummary summary = Checks.parse(TraceSummary.parser(), message);
    Checks.traceId(summary.getTraceId());
    return TraceDocument.entry(summary, message);
  }

  /**
   * @param segment name of the segment's block
   * @param openSpans name of the block that holds its spans while it ran
   */
  record SegmentEntry(Bucket bucket, String segment, String openSpans, List<Document> documents)
      implements IndexEntry {}

  /**
   * @param batch name of the block of the dumps
   * @param openDocuments one per open span; empty when the batch names none
   */
  record BatchEntry(
      Bucket bucket,
      String batch,
      List<Document> documents,
      String segment,
      String openSpans,
      List<Document> openDocuments)
      implements IndexEntry {}

  /** One summary of a trace. */
  record TraceEntry(Bucket bucket, String trace, SummaryVersion version, Document document)
      implements IndexEntry {}
}
