/** Bytes of keys and values in the stores. Uses Kafka's serde types and protobuf. */
@NullMarked
package io.stackspan.stream.serde;

import org.jspecify.annotations.NullMarked;
