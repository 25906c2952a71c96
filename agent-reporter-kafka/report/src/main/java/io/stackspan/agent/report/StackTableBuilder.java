package io.stackspan.agent.report;

import io.stackspan.proto.v1.Frame;
import io.stackspan.proto.v1.Stack;
import io.stackspan.proto.v1.StackTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives equal names, frames and stacks of one record one number each. */
final class StackTableBuilder {
  private final StackTable.Builder table = StackTable.newBuilder();
  private final Map<String, Integer> strings = new HashMap<>();
  private final Map<StackTraceElement, Integer> frames = new HashMap<>();
  private final Map<List<StackTraceElement>, Integer> stacks = new HashMap<>();

  /** Index of the stack plus one; 0 for no frames. */
  int stackPlusOne(List<StackTraceElement> stack) {
    if (stack.isEmpty()) {
      return 0;
    }
    Integer known = stacks.get(stack);
    if (known != null) {
      return known + 1;
    }
    Stack.Builder message = Stack.newBuilder();
    for (StackTraceElement frame : stack) {
      message.addFrames(frame(frame));
    }
    table.addStacks(message);
    stacks.put(stack, stacks.size());
    return stacks.size();
  }

  private int frame(StackTraceElement element) {
    Integer known = frames.get(element);
    if (known != null) {
      return known;
    }
    Frame.Builder message =
        Frame.newBuilder()
            .setClassName(string(element.getClassName()))
            .setMethod(string(element.getMethodName()))
            .setLine(element.getLineNumber());
    if (element.getFileName() != null) {
      message.setFilePlusOne(string(element.getFileName()) + 1);
    }
    table.addFrames(message);
    frames.put(element, frames.size());
    return frames.size() - 1;
  }

  private int string(String text) {
    Integer known = strings.get(text);
    if (known != null) {
      return known;
    }
    table.addStrings(text);
    strings.put(text, strings.size());
    return strings.size() - 1;
  }

  StackTable build() {
    return table.build();
  }
}
