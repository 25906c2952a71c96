package io.stackspan.index.store;

import io.stackspan.proto.v1.KeyValue;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.Span;
import io.stackspan.wire.SpanTimes;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongPoint;

/** The documents of one finished segment: its spans, its dumps, and last the stored message. */
final class SegmentDocuments {
  private SegmentDocuments() {}

  static IndexEntry.SegmentEntry entry(Segment segment, byte[] message) {
    String traceId = segment.getTraceId();
    String block = Blocks.segment(traceId, segment.getSegmentId());
    long startMicros = startMicros(segment);
    List<Document> documents =
        new ArrayList<>(segment.getSpansCount() + segment.getThreadDumpsCount() + 1);
    for (Span span : segment.getSpansList()) {
      documents.add(span(segment, span, block, startMicros));
    }
    DumpDocuments dumps = new DumpDocuments(segment.getStackTable());
    segment
        .getThreadDumpsList()
        .forEach(dump -> documents.add(dumps.document(dump, block, traceId, startMicros)));
    Document root = Fields.document(Fields.KIND_SEGMENT, block, traceId, startMicros);
    Fields.addRoot(root, block);
    Fields.addPayload(root, message);
    documents.add(root);
    return new IndexEntry.SegmentEntry(
        Bucket.of(traceId, startMicros),
        block,
        Blocks.openSpans(traceId, segment.getSegmentId()),
        documents);
  }

  private static Document span(Segment segment, Span span, String block, long startMicros) {
    Document document = Fields.document(Fields.KIND_SPAN, block, segment.getTraceId(), startMicros);
    addPlace(document, segment.getService(), segment.getServiceInstance(), span.getOperation());
    Fields.addTerm(document, Fields.ERROR, String.valueOf(span.getError()));
    long durationMicros = SpanTimes.endMicros(span) - SpanTimes.startMicros(span);
    document.add(new LongPoint(Fields.SPAN_DURATION, durationMicros));
    for (KeyValue tag : span.getTagsList()) {
      addTag(document, tag.getKey(), tag.getValue());
    }
    return document;
  }

  /** Where a span ran; the same for finished and open ones. */
  static void addPlace(Document document, String service, String instance, String operation) {
    Fields.addTerm(document, Fields.SERVICE, service);
    Fields.addTerm(document, Fields.INSTANCE, instance);
    Fields.addTerm(document, Fields.OPERATION, operation);
    Fields.addWhole(document, Fields.SERVICE_OPERATION, Fields.pair(service, operation));
    Fields.addWhole(document, Fields.SERVICE_INSTANCE, Fields.pair(service, instance));
  }

  private static void addTag(Document document, String key, String value) {
    Fields.addTerm(document, Fields.TAG_KEY, key);
    Fields.addWhole(document, Fields.TAG, Fields.pair(key, value));
    if (Fields.isNumber(value)) {
      Fields.addWhole(document, Fields.TAG_NUMBER, Fields.number(key, Double.parseDouble(value)));
    }
  }

  /** Earliest start of a span, else of a dump, else 0. */
  private static long startMicros(Segment segment) {
    return segment.getSpansList().stream()
        .mapToLong(SpanTimes::startMicros)
        .min()
        .orElseGet(() -> DumpDocuments.startMicros(segment.getThreadDumpsList()));
  }
}
