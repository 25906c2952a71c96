package io.stackspan.index.store;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.OpenSpan;
import io.stackspan.proto.v1.ThreadDump;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StringField;

/**
 * The documents of dumps that travel on their own: the dumps with the stored message, and, as a
 * block of their own, the spans that were open. The latter stand in until the finished segment
 * replaces them.
 */
final class BatchDocuments {
  private BatchDocuments() {}

  static IndexEntry.BatchEntry entry(DumpBatch batch, byte[] message) {
    String traceId = batch.getTraceId();
    long startMicros = startMicros(batch);
    String block = Blocks.batch(traceId, batch.getSegmentId(), range(batch));
    List<Document> documents = new ArrayList<>(batch.getDumpsCount() + 1);
    DumpDocuments dumps = new DumpDocuments(batch.getStackTable());
    for (ThreadDump dump : batch.getDumpsList()) {
      documents.add(dumps.document(dump, block, traceId, startMicros));
    }
    Document root = Fields.document(Fields.KIND_BATCH, block, traceId, startMicros);
    Fields.addRoot(root, block);
    Fields.addPayload(root, message);
    documents.add(root);
    String segment = Blocks.segment(traceId, batch.getSegmentId());
    String openSpans = Blocks.openSpans(traceId, batch.getSegmentId());
    return new IndexEntry.BatchEntry(
        Bucket.of(traceId, startMicros),
        block,
        documents,
        segment,
        openSpans,
        openDocuments(batch, segment, openSpans, startMicros));
  }

  private static List<Document> openDocuments(
      DumpBatch batch, String segment, String openSpans, long startMicros) {
    List<Document> documents = new ArrayList<>(batch.getOpenSpansCount());
    long lastMicros =
        batch.getDumpsList().stream().mapToLong(ThreadDump::getTimeMicros).max().orElse(0);
    for (OpenSpan span : batch.getOpenSpansList()) {
      Document document =
          Fields.document(Fields.KIND_SPAN, openSpans, batch.getTraceId(), startMicros);
      document.add(new StringField(Fields.BLOCK, segment, Field.Store.NO));
      SegmentDocuments.addPlace(
          document, batch.getService(), batch.getServiceInstance(), span.getOperation());
      // As long as is known by now: whoever looks for slow spans wants those that hang.
      if (span.getStartMicros() > 0) {
        long durationMicros = Math.max(0, lastMicros - span.getStartMicros());
        document.add(new LongPoint(Fields.SPAN_DURATION, durationMicros));
      }
      documents.add(document);
    }
    if (!documents.isEmpty()) {
      Fields.addRoot(documents.get(documents.size() - 1), openSpans);
    }
    return documents;
  }

  /** Start of the outermost open span, else time of the first dump, else 0. */
  private static long startMicros(DumpBatch batch) {
    return batch.getOpenSpansList().stream()
        .mapToLong(OpenSpan::getStartMicros)
        .filter(micros -> micros > 0)
        .min()
        .orElseGet(() -> DumpDocuments.startMicros(batch.getDumpsList()));
  }

  private static String range(DumpBatch batch) {
    int count = batch.getDumpsCount();
    return count == 0
        ? "-"
        : Integer.toUnsignedString(batch.getDumps(0).getSequence())
            + '-'
            + Integer.toUnsignedString(batch.getDumps(count - 1).getSequence());
  }
}
