package io.stackspan.index.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Roots that were written since the last refresh and cannot be found by a searcher yet. After
 * Lucene's {@code LiveFieldValues}: two generations, since writes go on while a refresh runs.
 *
 * <p>The value tells the version; an empty answer means "ask a searcher". One thread writes and
 * reads, another refreshes.
 */
final class Recent {
  /** What is known without a searcher. */
  record Entry(@Nullable SummaryVersion version) {
    static final Entry GONE = new Entry(null);
  }

  private volatile Map<String, Entry> current = new ConcurrentHashMap<>();
  private volatile Map<String, Entry> refreshing = Map.of();

  void written(String root, SummaryVersion version) {
    current.put(root, new Entry(version));
  }

  void deleted(String root) {
    current.put(root, Entry.GONE);
  }

  @Nullable Entry getOrNull(String root) {
    Entry entry = current.get(root);
    return entry != null ? entry : refreshing.get(root);
  }

  void beforeRefresh() {
    refreshing = current;
    // A write between these two lines lands in a map that both names still reach.
    current = new ConcurrentHashMap<>();
  }

  void afterRefresh() {
    refreshing = Map.of();
  }
}
