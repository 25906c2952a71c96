package io.stackspan.query.trace;

import io.stackspan.proto.v1.Frame;
import io.stackspan.proto.v1.Stack;
import io.stackspan.proto.v1.StackTable;
import io.stackspan.query.model.StackFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads stacks out of a record's table. The table comes from someone else's JVM: an index that
 * points nowhere gives {@link StackFrame#UNKNOWN} or a question mark, never an exception. Stacks
 * that repeat are shared. For one thread.
 */
final class StackResolver {
  private static final String UNKNOWN_NAME = "?";

  private final StackTable table;
  private final Map<Integer, List<StackFrame>> stacks = new HashMap<>();
  private final Map<Integer, StackFrame> frames = new HashMap<>();

  StackResolver(StackTable table) {
    this.table = table;
  }

  /**
   * @param stackPlusOne as in {@code ThreadDump.stack_plus_one}; 0: no frames
   */
  List<StackFrame> stack(int stackPlusOne) {
    if (stackPlusOne == 0) {
      return List.of();
    }
    return stacks.computeIfAbsent(stackPlusOne - 1, this::readStack);
  }

  private List<StackFrame> readStack(int index) {
    if (index < 0 || index >= table.getStacksCount()) {
      return List.of(StackFrame.UNKNOWN);
    }
    Stack stack = table.getStacks(index);
    List<StackFrame> resolved = new ArrayList<>(stack.getFramesCount());
    for (int frame : stack.getFramesList()) {
      resolved.add(frames.computeIfAbsent(frame, this::readFrame));
    }
    return List.copyOf(resolved);
  }

  private StackFrame readFrame(int index) {
    if (index < 0 || index >= table.getFramesCount()) {
      return StackFrame.UNKNOWN;
    }
    Frame frame = table.getFrames(index);
    String className = stringOrNull(frame.getClassName());
    String method = stringOrNull(frame.getMethod());
    return new StackFrame(
        className != null ? className : UNKNOWN_NAME,
        method != null ? method : UNKNOWN_NAME,
        frame.getFilePlusOne() == 0 ? null : stringOrNull(frame.getFilePlusOne() - 1),
        frame.getLine());
  }

  private @Nullable String stringOrNull(int index) {
    return index >= 0 && index < table.getStringsCount() ? table.getStrings(index) : null;
  }
}
