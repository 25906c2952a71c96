package io.stackspan.query.backend;

import java.util.List;

class InMemoryTraceStoreTest extends TraceStoreContract {
  private final InMemoryTraceStore store = new InMemoryTraceStore();

  @Override
  TraceStore store() {
    return store;
  }

  @Override
  InMemoryTraceStore data() {
    return store;
  }

  @Override
  void breakStore() {
    store.failWith(List.of("switched off"));
  }
}
