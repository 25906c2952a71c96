package io.stackspan.stream.topology;

import io.stackspan.proto.v1.DumpBatch;
import io.stackspan.proto.v1.Segment;
import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.stream.serde.PartKey;
import io.stackspan.stream.state.TracePart;
import io.stackspan.stream.state.TraceState;
import io.stackspan.stream.topology.TraceUpdates.Outcome;
import io.stackspan.stream.trace.Milestones;
import io.stackspan.stream.trace.Reading.Accepted;
import io.stackspan.stream.trace.Reading.Rejected;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The joining of one partition, from start to close of its task. The order of records, within and
 * across topics, does not matter to the summary that results. For the task's own thread.
 */
final class JoinTask {
  private static final Duration EXPIRY_INTERVAL = Duration.ofSeconds(1);

  private final ProcessorContext<byte[], byte[]> context;
  private final JoinRules rules;
  private final TraceStores stores;
  private final TraceUpdates updates;
  private final SummaryEmitter emitter;
  private final TraceExpiry expiry;
  private final DeadLetters deadLetters;

  private JoinTask(ProcessorContext<byte[], byte[]> context, JoinRules rules) {
    this.context = context;
    this.rules = rules;
    this.stores = new TraceStores(context, rules.timing().rememberFor());
    this.updates = new TraceUpdates(stores);
    this.emitter = new SummaryEmitter(context, stores, rules.metrics(), rules.timing().emitDelay());
    this.expiry =
        new TraceExpiry(
            stores, emitter, rules.metrics(), rules.timing(), context.currentSystemTimeMs());
    this.deadLetters = new DeadLetters(context, TraceTopology.DEAD_LETTERS_SINK, rules.metrics());
  }

  static JoinTask start(ProcessorContext<byte[], byte[]> context, JoinRules rules) {
    JoinTask task = new JoinTask(context, rules);
    task.restore();
    // Wall clock: stream time stands still when traffic does, and summaries must not wait for it.
    context.schedule(
        rules.timing().emitDelay().dividedBy(5).plusMillis(1),
        PunctuationType.WALL_CLOCK_TIME,
        task.emitter::emitDue);
    context.schedule(EXPIRY_INTERVAL, PunctuationType.WALL_CLOCK_TIME, task.expiry::expireDue);
    return task;
  }

  void process(Record<byte[], byte[]> record) {
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    rules.metrics().countRecord(origin.topic());
    if (origin.topic().equals(rules.topics().dumps())) {
      switch (rules.reader().keyedDumpBatch(record.key(), record.value())) {
        case Accepted<DumpBatch> accepted -> join(accepted.message());
        case Rejected<DumpBatch> rejected -> deadLetters.send(record, origin, rejected);
      }
    } else {
      switch (rules.reader().keyedSegment(record.key(), record.value())) {
        case Accepted<Segment> accepted -> join(accepted.message(), origin.offset());
        case Rejected<Segment> rejected -> deadLetters.send(record, origin, rejected);
      }
    }
  }

  void close() {
    emitter.close();
    expiry.close();
  }

  /**
   * The sets in memory are empty after a start, and the offsets of what they held are committed;
   * one scan finds it again.
   */
  private void restore() {
    emitter.countVersionsFrom(stores.countStart());
    stores.forEachState(
        (traceId, state) -> {
          expiry.watchAgain(traceId, state);
          if (state.getDirty()) {
            emitter.emitLater(traceId, state);
          }
        });
  }

  private void join(DumpBatch batch) {
    String traceId = batch.getTraceId();
    join(traceId, state -> updates.apply(traceId, state, batch));
  }

  private void join(Segment segment, long offset) {
    String traceId = segment.getTraceId();
    join(traceId, state -> updates.apply(traceId, state, segment, offset));
  }

  private void join(String traceId, Function<TraceState.Builder, Outcome> update) {
    TraceState.Builder known = stores.stateOrNull(traceId);
    TraceState.Builder state = known != null ? known : open(traceId);
    Milestones before = Milestones.of(state);
    switch (update.apply(state)) {
      case NEWS -> {
        boolean wasFinal = state.getFinalized();
        state.setLate(state.getLate() || wasFinal).setFinalized(false);
        expiry.touch(traceId, state, context.currentSystemTimeMs());
        tell(traceId, state, before);
      }
      case REPLAY -> {
        rules.metrics().countReplay();
        emitter.emit(traceId, state, EmissionCause.REPLAY);
      }
      case DUPLICATE -> rules.metrics().countDuplicate();
      case NOTHING_NEW -> {
        // Perhaps a replay; then a summary may have been lost.
        if (!state.getFinalized()) {
          emitter.emitLater(traceId, state);
        }
      }
    }
    stores.putState(traceId, state);
  }

  private void tell(String traceId, TraceState.Builder state, Milestones before) {
    long parts = (long) state.getSegments() + state.getDumps();
    if (Milestones.of(state).isNewsSince(before, parts)) {
      emitter.emit(traceId, state, EmissionCause.MILESTONE);
    } else {
      emitter.emitLater(traceId, state);
    }
  }

  private TraceState.Builder open(String traceId) {
    long now = context.currentSystemTimeMs();
    TraceState.Builder state = TraceState.newBuilder().setLastActivityMillis(now);
    Optional<TraceSummary> remembered = stores.remembered(traceId, now);
    if (remembered.isPresent()) {
      state.setGeneration(remembered.get().getGeneration() + 1);
      TracePart base = TracePart.newBuilder().setBase(remembered.get()).build();
      stores.putPart(traceId, new PartKey.OfBase(), base);
      rules.metrics().countReopened();
    }
    expiry.watch(traceId, state);
    return state;
  }
}
