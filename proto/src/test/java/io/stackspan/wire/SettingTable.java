package io.stackspan.wire;

import java.util.Collection;

/** Settings as docs/configuration.md shows them; tests compare the two. */
public final class SettingTable {
  private SettingTable() {}

  /** A Markdown table, a line per key, in the order given. */
  public static String markdown(Collection<SettingKey> keys) {
    StringBuilder table = new StringBuilder("| key | default | meaning |\n|---|---|---|\n");
    for (SettingKey key : keys) {
      table.append("| `").append(key.name()).append("` | ").append(key.defaultText());
      table.append(" | ").append(key.meaning().replace("|", "\\|")).append(" |\n");
    }
    return table.toString();
  }
}
