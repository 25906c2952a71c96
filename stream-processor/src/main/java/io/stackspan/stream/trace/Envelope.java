package io.stackspan.stream.trace;

import io.stackspan.proto.v1.TraceSummary;
import io.stackspan.stream.state.OpenPart;
import io.stackspan.stream.state.Root;
import io.stackspan.stream.state.SegmentPart;
import java.util.TreeSet;

/** Extent, counts, services and root of a trace; every step is commutative. Mutable. */
final class Envelope {
  private final TreeSet<String> services = new TreeSet<>();
  private long startMicros = Long.MAX_VALUE;
  private long endMicros;
  private int segments;
  private int spans;
  private int errors;
  private int dumps;
  private int duplicates;
  private boolean hasRoot;
  private long rootStartMicros;
  private String rootService = "";
  private String rootOperation = "";

  void add(SegmentPart part) {
    segments++;
    spans += part.getSpanCount();
    errors += part.getErrorCount();
    duplicates += part.getDuplicates();
    extend(part.getStartMicros(), part.getEndMicros());
    addService(part.getService());
    if (part.hasRoot()) {
      addRoot(part.getRoot(), part.getService());
    }
  }

  /** Spans that are still open count, too: they are spans that a reader sees. */
  void add(OpenPart part) {
    spans += part.getSpanCount();
    if (part.getStartMicros() > 0) {
      extend(part.getStartMicros(), part.getStartMicros());
    }
    if (part.getLastDumpMicros() > 0) {
      extend(part.getLastDumpMicros(), part.getLastDumpMicros());
    }
    addService(part.getService());
    if (part.hasRoot()) {
      addRoot(part.getRoot(), part.getService());
    }
  }

  void add(TraceSummary earlierGenerations) {
    segments += earlierGenerations.getSegmentCount();
    spans += earlierGenerations.getSpanCount();
    errors += earlierGenerations.getErrorCount();
    dumps += earlierGenerations.getDumpCount();
    duplicates += earlierGenerations.getDuplicateSegments();
    if (earlierGenerations.getSegmentCount() > 0) {
      extend(earlierGenerations.getStartMicros(), earlierGenerations.getEndMicros());
    }
    services.addAll(earlierGenerations.getServicesList());
    if (!earlierGenerations.getRootService().isEmpty()
        || !earlierGenerations.getRootOperation().isEmpty()) {
      Root root =
          Root.newBuilder()
              .setStartMicros(earlierGenerations.getStartMicros())
              .setOperation(earlierGenerations.getRootOperation())
              .build();
      addRoot(root, earlierGenerations.getRootService());
    }
  }

  boolean hasRoot() {
    return hasRoot;
  }

  TraceSummary.Builder toSummary() {
    return TraceSummary.newBuilder()
        .setStartMicros(startMicros == Long.MAX_VALUE ? 0 : startMicros)
        .setEndMicros(endMicros)
        .setRootService(rootService)
        .setRootOperation(rootOperation)
        .addAllServices(services)
        .setSegmentCount(segments)
        .setSpanCount(spans)
        .setErrorCount(errors)
        .setDumpCount(dumps)
        .setDuplicateSegments(duplicates);
  }

  private void extend(long fromMicros, long toMicros) {
    startMicros = Math.min(startMicros, fromMicros);
    endMicros = Math.max(endMicros, toMicros);
  }

  private void addService(String service) {
    if (!service.isEmpty()) {
      services.add(service);
    }
  }

  /** Of several, the one that starts first; ties by name, so that the order does not matter. */
  private void addRoot(Root root, String service) {
    boolean wins =
        !hasRoot
            || root.getStartMicros() < rootStartMicros
            || (root.getStartMicros() == rootStartMicros
                && (service + '\0' + root.getOperation())
                        .compareTo(rootService + '\0' + rootOperation)
                    < 0);
    if (wins) {
      hasRoot = true;
      rootStartMicros = root.getStartMicros();
      rootService = service;
      rootOperation = root.getOperation();
    }
  }
}
