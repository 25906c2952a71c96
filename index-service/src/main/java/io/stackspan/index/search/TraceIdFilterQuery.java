package io.stackspan.index.search;

import io.stackspan.index.store.Fields;
import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/**
 * The second half of the join when it has many ids: asks each trace that the other conditions let
 * through whether it is among them, so that a page sorted as the index is ends early.
 */
final class TraceIdFilterQuery extends Query {
  /** About a term look-up and a hash: dearer than any other condition on a trace document. */
  private static final float MATCH_COST = 200;

  private final TraceIds ids;

  TraceIdFilterQuery(TraceIds ids) {
    this.ids = ids;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
        SortedDocValues values = DocValues.getSorted(leaf.reader(), Fields.TRACE_ID);
        Scorer scorer = new ConstantScoreScorer(score(), scoreMode, matching(values));
        return new DefaultScorerSupplier(scorer);
      }

      /** The ids are those of one moment. */
      @Override
      public boolean isCacheable(LeafReaderContext leaf) {
        return false;
      }
    };
  }

  private TwoPhaseIterator matching(SortedDocValues values) {
    return new TwoPhaseIterator(values) {
      @Override
      public boolean matches() throws IOException {
        return ids.contains(values.lookupOrd(values.ordValue()));
      }

      @Override
      public float matchCost() {
        return MATCH_COST;
      }
    };
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return "traces among those found";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TraceIdFilterQuery query && query.ids == ids;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(ids);
  }
}
