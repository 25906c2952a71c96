package io.stackspan.index.search;

import io.stackspan.index.store.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefHash;
import org.apache.lucene.util.LongBitSet;

/**
 * The traces of the spans or dumps that a query finds: the first half of the join. For one thread.
 *
 * <p>Lucene's own block join asks that a trace be written in one call, but its parts arrive apart;
 * its query-time join seeks every id in every segment of the index, also when a page of twenty is
 * all that is wanted.
 */
final class TraceIds {
  /** Below, seeking each id is cheaper than asking each trace. */
  private static final int FEW = 4096;

  private final BytesRefHash ids = new BytesRefHash();

  private TraceIds() {}

  static TraceIds of(IndexSearcher searcher, Query query) throws IOException {
    TraceIds found = new TraceIds();
    return searcher.search(
        query,
        new CollectorManager<Collecting, TraceIds>() {
          @Override
          public Collecting newCollector() {
            return new Collecting(found.ids);
          }

          @Override
          public TraceIds reduce(Collection<Collecting> collectors) {
            return found;
          }
        });
  }

  boolean contains(BytesRef id) {
    return ids.find(id) >= 0;
  }

  /** Documents of these traces, of any kind. */
  Query toQuery() {
    if (ids.size() > FEW) {
      return new TraceIdFilterQuery(this);
    }
    List<BytesRef> terms = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      terms.add(ids.get(i, new BytesRef()));
    }
    return new TermInSetQuery(Fields.TRACE_ID, terms);
  }

  /**
   * Most spans share their trace with the one before: within an index segment each id counts once.
   */
  private static final class Collecting extends SimpleCollector {
    private final BytesRefHash ids;
    private SortedDocValues values = DocValues.emptySorted();
    private LongBitSet seen = new LongBitSet(0);

    Collecting(BytesRefHash ids) {
      this.ids = ids;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
      values = DocValues.getSorted(leaf.reader(), Fields.TRACE_ID);
      seen = new LongBitSet(values.getValueCount());
    }

    @Override
    public void collect(int document) throws IOException {
      if (values.advanceExact(document) && !seen.getAndSet(values.ordValue())) {
        ids.add(values.lookupOrd(values.ordValue()));
      }
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE_NO_SCORES;
    }
  }
}
