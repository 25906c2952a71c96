package io.stackspan.index.store;

import io.stackspan.proto.v1.TraceSummary;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;

/** The small document of a trace, rewritten with each summary: no payload but the summary. */
final class TraceDocument {
  private TraceDocument() {}

  static IndexEntry.TraceEntry entry(TraceSummary summary, byte[] message) {
    String block = Blocks.trace(summary.getTraceId());
    long startMicros = summary.getStartMicros();
    Document document =
        Fields.document(Fields.KIND_TRACE, block, summary.getTraceId(), startMicros);
    Fields.addRoot(document, block);
    Fields.addSortable(
        document, Fields.DURATION, Math.max(0, summary.getEndMicros() - startMicros));
    Fields.addSortable(document, Fields.DUMPS, Integer.toUnsignedLong(summary.getDumpCount()));
    document.add(
        new NumericDocValuesField(Fields.SPANS, Integer.toUnsignedLong(summary.getSpanCount())));
    Fields.addTerm(document, Fields.STATUS, summary.getStatus().name());
    SummaryVersion version =
        new SummaryVersion(Integer.toUnsignedLong(summary.getGeneration()), summary.getVersion());
    document.add(new NumericDocValuesField(Fields.GENERATION, version.generation()));
    document.add(new NumericDocValuesField(Fields.VERSION, version.version()));
    Fields.addPayload(document, message);
    return new IndexEntry.TraceEntry(
        Bucket.of(summary.getTraceId(), startMicros), block, version, document);
  }
}
