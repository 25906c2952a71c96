package io.stackspan.index.store;

import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Looks up one block by its name. */
final class Roots {
  private Roots() {}

  /** Null: not there. {@link SummaryVersion#NONE}: there, of a kind without versions. */
  static @Nullable SummaryVersion versionOrNull(IndexSearcher searcher, String root)
      throws IOException {
    BytesRef term = new BytesRef(root);
    for (LeafReaderContext leaf : searcher.getLeafContexts()) {
      int document = documentIn(leaf.reader(), term);
      if (document != DocIdSetIterator.NO_MORE_DOCS) {
        return new SummaryVersion(
            value(leaf.reader(), Fields.GENERATION, document),
            value(leaf.reader(), Fields.VERSION, document));
      }
    }
    return null;
  }

  private static int documentIn(LeafReader reader, BytesRef term) throws IOException {
    Terms terms = reader.terms(Fields.ROOT);
    if (terms == null) {
      return DocIdSetIterator.NO_MORE_DOCS;
    }
    TermsEnum found = terms.iterator();
    if (!found.seekExact(term)) {
      return DocIdSetIterator.NO_MORE_DOCS;
    }
    PostingsEnum documents = found.postings(null, PostingsEnum.NONE);
    Bits live = reader.getLiveDocs();
    int document = documents.nextDoc();
    while (document != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(document)) {
      document = documents.nextDoc();
    }
    return document;
  }

  private static long value(LeafReader reader, String field, int document) throws IOException {
    NumericDocValues values = reader.getNumericDocValues(field);
    return values != null && values.advanceExact(document) ? values.longValue() : 0;
  }
}
