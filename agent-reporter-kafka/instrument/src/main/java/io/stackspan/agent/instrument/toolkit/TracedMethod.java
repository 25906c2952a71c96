package io.stackspan.agent.instrument.toolkit;

import io.stackspan.agent.context.AbstractSpan;
import io.stackspan.agent.context.ContextManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the annotations of one method say. Immutable; any thread. */
final class TracedMethod {
  private final String operation;
  private final List<TagExpression> argumentTags = new ArrayList<>();
  private final List<TagExpression> resultTags = new ArrayList<>();

  private TracedMethod(String operation) {
    this.operation = operation;
  }

  /**
   * @param plan lines of operation (empty: no span of its own), key, value, key, value, …
   */
  static TracedMethod of(String plan) {
    String[] lines = plan.split("\n", -1);
    TracedMethod method = new TracedMethod(lines[0]);
    for (int i = 1; i + 1 < lines.length; i += 2) {
      TagExpression tag = TagExpression.parseOrNull(lines[i], lines[i + 1]);
      if (tag != null) {
        (tag.isOfResult() ? method.resultTags : method.argumentTags).add(tag);
      }
    }
    return method;
  }

  /** Null: there is nothing to do afterwards. */
  @Nullable Call enter(@Nullable Object[] arguments) {
    boolean own = !operation.isEmpty();
    AbstractSpan span =
        own ? ContextManager.createLocalSpan(operation) : ContextManager.activeSpan();
    if (span == null) {
      return null;
    }
    if (span.isRecorded()) {
      for (TagExpression tag : argumentTags) {
        tag.tagArgument(span, arguments);
      }
    }
    return own || !resultTags.isEmpty() ? new Call(span) : null;
  }

  /** One call of the method. */
  final class Call {
    private final AbstractSpan span;

    private Call(AbstractSpan span) {
      this.span = span;
    }

    void leave(@Nullable Object result, @Nullable Throwable thrown) {
      boolean own = !operation.isEmpty();
      try {
        if (thrown == null && span.isRecorded()) {
          for (TagExpression tag : resultTags) {
            tag.tagResult(span, result);
          }
        } else if (thrown != null && own) {
          span.error(thrown);
        }
      } finally {
        if (own) {
          ContextManager.stopSpan();
        }
      }
    }
  }
}
