package io.stackspan.index.store;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.TraceSummary;
import java.io.IOException;
import java.util.Set;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.util.BytesRef;

/** Reads back the messages of a view's documents. For one thread, while the view is open. */
public final class StoredMessages {
  private static final Set<String> PAYLOAD = Set.of(Fields.PAYLOAD);

  private final StoredFields fields;

  public StoredMessages(IndexView view) throws IOException {
    this.fields = view.searcher().storedFields();
  }

  public Segment segment(int document) throws IOException {
    return message(document, Segment.parser());
  }

  public DumpBatch dumpBatch(int document) throws IOException {
    return message(document, DumpBatch.parser());
  }

  public TraceSummary summary(int document) throws IOException {
    return message(document, TraceSummary.parser());
  }

  private <T> T message(int document, Parser<T> parser) throws IOException {
    BytesRef payload = fields.document(document, PAYLOAD).getBinaryValue(Fields.PAYLOAD);
    if (payload == null) {
      throw new IllegalStateException("document " + document + " has no payload");
    }
    try {
      return parser.parseFrom(Payload.decompress(payload));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("stored message of document " + document + " is damaged", e);
    }
  }
}
