package io.stackspan.index.store;

import java.util.regex.Pattern;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/**
 * Every field of the index, and how a value becomes a term. Lucene demands that a field has the
 * same structures in each document that carries it, so one that is sorted in one kind and only
 * searched in another is two fields.
 */
public final class Fields {
  /** What the document is; one of the {@code KIND_…} values. Term. */
  public static final String KIND = "kind";

  /** One per segment: {@link #PAYLOAD} and ids only. */
  public static final String KIND_SEGMENT = "segment";

  /** One per {@code DumpBatch}: {@link #PAYLOAD} and ids only. */
  public static final String KIND_BATCH = "batch";

  /** One per span, so that several conditions can be asked of one span. */
  public static final String KIND_SPAN = "span";

  /** One per dump, so that several conditions can be asked of one dump. */
  public static final String KIND_DUMP = "dump";

  /** One per trace: what searches return. */
  public static final String KIND_TRACE = "trace";

  /**
   * What is replaced together, as {@code <s|d|o|t>:<trace> NUL <part>}. Term, several allowed: the
   * open spans of a running segment also carry the segment's block, so that the finished segment
   * replaces them in the same atomic step.
   */
  public static final String BLOCK = "block";

  /** The block's own name, on one document of the block: answers "is it there?". Term. */
  public static final String ROOT = "root";

  /** Joins all documents of a trace. Term and sorted doc value. */
  public static final String TRACE_ID = "trace_id";

  /**
   * Start in microseconds since the epoch: of the trace on trace documents, of the segment on all
   * documents of its block. The index is sorted by it, newest first, and a block must have one
   * value. Doc value with skip index.
   */
  public static final String START = "start";

  /** Duration of the trace in microseconds. Point and doc value; trace documents. */
  public static final String DURATION = "duration";

  /** Number of spans. Doc value; trace documents. */
  public static final String SPANS = "spans";

  /** Number of dumps. Point and doc value; trace documents. */
  public static final String DUMPS = "dumps";

  /** Name of the {@code TraceStatus}. Term; trace documents. */
  public static final String STATUS = "status";

  /** Generation of the summary; with {@link #VERSION} decides which summary holds. Doc value. */
  public static final String GENERATION = "generation";

  /** Version within the generation. Doc value; trace documents. */
  public static final String VERSION = "version";

  /** Service of the span. Term; span documents, as the next ones. */
  public static final String SERVICE = "service";

  /** Operation of the span. Term. */
  public static final String OPERATION = "operation";

  /** Service instance of the span. Term. */
  public static final String INSTANCE = "instance";

  /** {@code service NUL operation}: lists the operations of one service. Term. */
  public static final String SERVICE_OPERATION = "service_operation";

  /** {@code service NUL instance}: lists the instances of one service. Term. */
  public static final String SERVICE_INSTANCE = "service_instance";

  /** {@code true} or {@code false}; absent on open spans. Term. */
  public static final String ERROR = "error";

  /** Duration of the span in microseconds; absent on open spans. Point. */
  public static final String SPAN_DURATION = "span_duration";

  /** Key of a tag. Term. */
  public static final String TAG_KEY = "tag_key";

  /** {@code key NUL value}: equality and prefix. Term. */
  public static final String TAG = "tag";

  /**
   * {@code key NUL sortable hex of the number}: ranges. A term rather than a field per key, since
   * keys come from outside and fields are never forgotten.
   */
  public static final String TAG_NUMBER = "tag_number";

  /**
   * Each frame in the forms that people type: {@code com.acme.Stock.reserve}, {@code
   * Stock.reserve}, {@code reserve}, {@code com.acme.Stock}, {@code Stock}. Prefix queries over it
   * answer {@code com.acme.*}. Term; dump documents, as the next ones.
   */
  public static final String FRAME = "frame";

  /** Name of the {@code ThreadState}. Term. */
  public static final String STATE = "state";

  /** Class of the lock waited for, with package and without. Term. */
  public static final String LOCK_CLASS = "lock_class";

  /** Name of the thread that owns that lock. Term. */
  public static final String OWNER_THREAD = "owner_thread";

  /** The message itself, as {@link Payload} writes it. Stored. */
  public static final String PAYLOAD = "payload";

  /** Lucene's own mark of the last document of a block; index sorting demands it. */
  static final String PARENT = "parent";

  /**
   * Longer values are cut, in documents and in queries alike: Lucene refuses terms above 32 KiB.
   */
  private static final int MAX_TERM_CHARS = 1000;

  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?");
  private static final char SEPARATOR = '\0';

  private Fields() {}

  /** The term of a value. */
  public static String term(String value) {
    if (value.length() <= MAX_TERM_CHARS) {
      return value;
    }
    // Half a surrogate pair would become a question mark and match others.
    int end =
        Character.isHighSurrogate(value.charAt(MAX_TERM_CHARS - 1))
            ? MAX_TERM_CHARS - 1
            : MAX_TERM_CHARS;
    return value.substring(0, end);
  }

  /** The term of two values, the first one a name that a prefix may end with. */
  public static String pair(String first, String second) {
    return term(first) + SEPARATOR + term(second);
  }

  /** Whether the text takes part in numeric comparisons. */
  public static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /**
   * Term of {@link #TAG_NUMBER}; such terms of one key sort as the numbers do. Whole numbers above
   * 2^53 compare as the nearest double.
   */
  public static String number(String key, double value) {
    // -0.0 and 0.0 are one number.
    long sortable = NumericUtils.doubleToSortableLong(value == 0 ? 0.0 : value) ^ Long.MIN_VALUE;
    String hex = Long.toHexString(sortable);
    return term(key) + SEPARATOR + "0".repeat(16 - hex.length()) + hex;
  }

  static void addTerm(Document document, String field, String value) {
    if (!value.isEmpty()) {
      document.add(new StringField(field, term(value), Field.Store.NO));
    }
  }

  /** A term that was composed here and may be longer than one value. */
  static void addWhole(Document document, String field, String term) {
    document.add(new StringField(field, term, Field.Store.NO));
  }

  /** Ids are never cut: {@link Checks} has refused the ones that are too long. */
  static Document document(String kind, String block, String traceId, long startMicros) {
    Document document = new Document();
    document.add(new StringField(KIND, kind, Field.Store.NO));
    document.add(new StringField(BLOCK, block, Field.Store.NO));
    document.add(new StringField(TRACE_ID, traceId, Field.Store.NO));
    document.add(new SortedDocValuesField(TRACE_ID, new BytesRef(traceId)));
    document.add(NumericDocValuesField.indexedField(START, startMicros));
    return document;
  }

  static void addRoot(Document document, String block) {
    document.add(new StringField(ROOT, block, Field.Store.NO));
  }

  static void addSortable(Document document, String field, long value) {
    document.add(new LongPoint(field, value));
    document.add(new NumericDocValuesField(field, value));
  }

  static void addPayload(Document document, byte[] message) {
    document.add(new StoredField(PAYLOAD, Payload.compress(message)));
  }
}
