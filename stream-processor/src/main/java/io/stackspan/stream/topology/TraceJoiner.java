package io.stackspan.stream.topology;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Joins the records of a trace and emits its summary. Keys and values in and out are bytes: an
 * unusable record must leave as it came.
 */
final class TraceJoiner implements Processor<byte[], byte[], byte[], byte[]> {
  private final JoinRules rules;
  private @Nullable JoinTask task;

  TraceJoiner(JoinRules rules) {
    this.rules = rules;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    task = JoinTask.start(context, rules);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    requireNonNull(task, "init comes first").process(record);
  }

  @Override
  public void close() {
    if (task != null) {
      task.close();
    }
  }
}
