package io.stackspan.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code standalone} as a child process, ready to be asked. */
final class Standalone implements AutoCloseable {
  /** As StandaloneMain prints it. */
  private static final Pattern READY =
      Pattern.compile("^ready api=(\\S+) index=(\\S+) stream=(\\S+) kafka=(\\S+) data=");

  private static final Duration START_LIMIT = Duration.ofSeconds(180);

  private final ChildProcess child;
  private final Addresses addresses;
  private final Duration startUp;

  private Standalone(ChildProcess child, Addresses addresses, Duration startUp) {
    this.child = child;
    this.addresses = addresses;
    this.startUp = startUp;
  }

  /** Where the parts of standalone listen. */
  record Addresses(URI api, URI index, URI stream, String kafka) {
    /** Flags that make another start listen in the same places. */
    List<String> flags() {
      return portFlags(
          api.getPort(),
          index.getPort(),
          stream.getPort(),
          Integer.parseInt(kafka.substring(kafka.lastIndexOf(':') + 1)));
    }
  }

  static List<String> portFlags(int api, int index, int stream, int kafka) {
    return List.of(
        "--api.port=" + api,
        "--index.port=" + index,
        "--stream.port=" + stream,
        "--kafka-port=" + kafka);
  }

  /** Returns when standalone is ready. */
  static Standalone start(DemoFiles files, Path folder, List<String> flags, Children children)
      throws InterruptedException {
    List<String> command = new ArrayList<>(files.standalone());
    command.add("--data=" + folder.resolve("data"));
    command.add("--stream.inputs=skywalking");
    command.addAll(flags);
    long begin = System.nanoTime();
    ChildProcess child =
        children.add(() -> ChildProcess.start("standalone", folder, command, READY));
    Matcher line = child.awaitSign(START_LIMIT);
    Addresses addresses =
        new Addresses(
            URI.create(line.group(1)),
            URI.create(line.group(2)),
            URI.create(line.group(3)),
            line.group(4));
    return new Standalone(child, addresses, Duration.ofNanos(System.nanoTime() - begin));
  }

  Addresses addresses() {
    return addresses;
  }

  /** From the start of the process to its ready line. */
  Duration startUp() {
    return startUp;
  }

  ChildProcess child() {
    return child;
  }

  @Override
  public void close() {
    child.close();
  }
}
