package io.stackspan.index.store;

import io.stackspan.proto.v1.Frame;
import io.stackspan.proto.v1.LockWait;
import io.stackspan.proto.v1.StackTable;
import io.stackspan.proto.v1.ThreadDump;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;

/**
 * Documents of the dumps of one record. Indices that point outside the stack table are read as "no
 * frame": a damaged table costs the search terms, never the dump.
 */
final class DumpDocuments {
  private final StackTable table;
  private final Map<Integer, Set<String>> termsByStack = new HashMap<>();

  DumpDocuments(StackTable table) {
    this.table = table;
  }

  Document document(ThreadDump dump, String block, String traceId, long startMicros) {
    Document document = Fields.document(Fields.KIND_DUMP, block, traceId, startMicros);
    Fields.addTerm(document, Fields.STATE, dump.getState().name());
    for (String term : frameTerms(dump.getStackPlusOne() - 1)) {
      Fields.addTerm(document, Fields.FRAME, term);
    }
    if (dump.hasWaitingOn()) {
      addLock(document, dump.getWaitingOn());
    }
    return document;
  }

  /** Time of the earliest dump; 0 when there is none. */
  static long startMicros(List<ThreadDump> dumps) {
    return dumps.stream().mapToLong(ThreadDump::getTimeMicros).min().orElse(0);
  }

  private static void addLock(Document document, LockWait wait) {
    Set<String> names = new LinkedHashSet<>();
    names.add(wait.getLockClass());
    names.add(simpleName(wait.getLockClass()));
    names.forEach(name -> Fields.addTerm(document, Fields.LOCK_CLASS, name));
    Fields.addTerm(document, Fields.OWNER_THREAD, wait.getOwner().getThreadName());
  }

  private Set<String> frameTerms(int stack) {
    if (stack < 0 || stack >= table.getStacksCount()) {
      return Set.of();
    }
    return termsByStack.computeIfAbsent(stack, this::readTerms);
  }

  private Set<String> readTerms(int stack) {
    Set<String> terms = new LinkedHashSet<>();
    for (int index : table.getStacks(stack).getFramesList()) {
      if (index >= 0 && index < table.getFramesCount()) {
        Frame frame = table.getFrames(index);
        addForms(terms, string(frame.getClassName()), string(frame.getMethod()));
      }
    }
    return terms;
  }

  private static void addForms(Set<String> terms, String className, String method) {
    String simple = simpleName(className);
    terms.add(className + '.' + method);
    terms.add(simple + '.' + method);
    terms.add(method);
    terms.add(className);
    terms.add(simple);
  }

  private String string(int index) {
    return index >= 0 && index < table.getStringsCount() ? table.getStrings(index) : "";
  }

  /**
   * Without the package; nested classes keep their outer one. The name of a hidden class has a
   * slash behind which dots mean nothing.
   */
  private static String simpleName(String className) {
    int slash = className.indexOf('/');
    int end = slash < 0 ? className.length() : slash;
    return className.substring(className.lastIndexOf('.', end) + 1);
  }
}
