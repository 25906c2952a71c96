package io.stackspan.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link IndexServiceMain} in a JVM of its own. */
final class ChildService {
  private ChildService() {}

  static ProcessBuilder command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IndexServiceMain.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  static Process start(List<String> arguments) throws IOException {
    return command(arguments).inheritIO().start();
  }
}
