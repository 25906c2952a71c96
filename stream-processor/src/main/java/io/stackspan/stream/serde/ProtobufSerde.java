package io.stackspan.stream.serde;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A protobuf message as a store's value; null is absence. Bytes that do not parse throw {@link
 * SerializationException}: broken state is no bad record and must stop the task.
 *
 * @param <T> the message
 */
public final class ProtobufSerde<T extends MessageLite> implements Serde<T> {
  private final Parser<T> parser;

  public ProtobufSerde(Parser<T> parser) {
    this.parser = requireNonNull(parser, "parser");
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, message) -> bytesOrNull(message);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> messageOrNull(topic, bytes);
  }

  @SuppressWarnings("NullAway") // Kafka's interface gives and takes null, but is not annotated.
  private static byte[] bytesOrNull(@Nullable MessageLite message) {
    return message == null ? null : message.toByteArray();
  }

  @SuppressWarnings("NullAway") // As above.
  private T messageOrNull(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new SerializationException("state in " + topic + " cannot be read", e);
    }
  }
}
