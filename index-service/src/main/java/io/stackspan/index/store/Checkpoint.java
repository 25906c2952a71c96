package io.stackspan.index.store;

import io.stackspan.proto.v1.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far one partition is safely on disk.
 *
 * @param offsets by topic: the next record to read; a topic that is not named starts at its
 *     beginning
 * @param gaps records that the log no longer had, oldest first
 */
public record Checkpoint(Map<String, Long> offsets, List<Gap> gaps) {
  public static final Checkpoint NONE = new Checkpoint(Map.of(), List.of());

  public Checkpoint {
    offsets = Map.copyOf(offsets);
    gaps = List.copyOf(gaps);
  }

  /** One line per fact; topic names hold neither spaces nor line ends. */
  String toText() {
    StringBuilder text = new StringBuilder("checkpoint 1\n");
    new TreeMap<>(offsets)
        .forEach(
            (topic, offset) ->
                text.append("next ").append(topic).append(' ').append(offset).append('\n'));
    for (Gap gap : gaps) {
      text.append("gap ")
          .append(gap.getTopic())
          .append(' ')
          .append(gap.getPartition())
          .append(' ')
          .append(gap.getFromOffset())
          .append(' ')
          .append(gap.getToOffset())
          .append('\n');
    }
    return text.toString();
  }

  /**
   * @throws IllegalArgumentException when the text is not a checkpoint
   */
  static Checkpoint parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals("checkpoint 1")) {
      throw new IllegalArgumentException("does not start with 'checkpoint 1'");
    }
    Map<String, Long> offsets = new TreeMap<>();
    List<Gap> gaps = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split(" ");
      if (words.length == 3 && words[0].equals("next")) {
        offsets.put(words[1], Long.parseLong(words[2]));
      } else if (words.length == 5 && words[0].equals("gap")) {
        gaps.add(
            Gap.newBuilder()
                .setTopic(words[1])
                .setPartition(Integer.parseInt(words[2]))
                .setFromOffset(Long.parseLong(words[3]))
                .setToOffset(Long.parseLong(words[4]))
                .build());
      } else {
        throw new IllegalArgumentException("line '" + line + "' is not understood");
      }
    }
    return new Checkpoint(offsets, gaps);
  }
}
