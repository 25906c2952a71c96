package io.stackspan.query.backend;

import io.stackspan.proto.v1.FetchResponse;
import io.stackspan.proto.v1.SearchRequest;
import io.stackspan.proto.v1.SearchResponse;
import io.stackspan.proto.v1.SuggestRequest;
import io.stackspan.proto.v1.SuggestResponse;
import java.util.List;

/**
 * Where traces come from, in the words of {@code search.proto}. Methods may be called by many
 * threads at once; they block until the answer is there or the store's time limit is over. What
 * could not be asked is stated in the answer's completeness.
 *
 * @see StoreUnavailableException thrown by all three when nothing at all could be asked
 */
public interface TraceStore {
  /** At most {@code limit} hits, in the order asked for, each trace once. */
  SearchResponse search(SearchRequest request);

  /** Of an unknown trace, an answer without summary, segments and batches. */
  FetchResponse fetch(String traceId);

  /** At most {@code limit} values, sorted, each once. */
  SuggestResponse suggest(SuggestRequest request);

  /** Asks every part of the store whether it answers. */
  List<StorePart> parts();

  /**
   * One part of a store.
   *
   * @param name such as its URL
   * @param answers whether it can be asked
   * @param detail why not; else empty
   */
  record StorePart(String name, boolean answers, String detail) {}
}
