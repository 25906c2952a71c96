package io.stackspan.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Every child process and the folder they use; all of it goes when this is closed, by the end of
 * the program or by the shutdown hook on Ctrl-C, whichever is first.
 */
final class Children implements AutoCloseable {
  private final List<ChildProcess> started = new ArrayList<>();
  private final Path folder;
  private final boolean removeFolder;
  private boolean closed;

  private Children(Path folder, boolean removeFolder) {
    this.folder = folder;
    this.removeFolder = removeFolder;
  }

  /**
   * Also registers the shutdown hook.
   *
   * @param kept empty: a temporary folder, removed at the end
   */
  static Children in(String kept) {
    try {
      Path folder =
          kept.isEmpty()
              ? Files.createTempDirectory("stackspan-demo")
              : Files.createDirectories(Path.of(kept).toAbsolutePath());
      Files.createDirectories(folder.resolve("tmp"));
      Children children = new Children(folder, kept.isEmpty());
      Runtime.getRuntime().addShutdownHook(new Thread(children::close, "end-children"));
      return children;
    } catch (IOException e) {
      throw new DemoException("folder " + kept + " cannot be used: " + e, e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Starts a child, unless all of it is ending: then nobody would end the new one. */
  synchronized ChildProcess add(Supplier<ChildProcess> start) {
    if (closed) {
      throw new DemoException("interrupted");
    }
    ChildProcess child = start.get();
    started.add(child);
    return child;
  }

  /** The end of every child's output: the log files go with the folder. */
  synchronized String lastWords() {
    StringBuilder words = new StringBuilder();
    for (ChildProcess child : started) {
      words.append(child.name()).append(child.lastWords()).append('\n');
    }
    return words.toString();
  }

  /** Completes when any of the given children has ended. */
  static CompletableFuture<ChildProcess> anyEnd(List<ChildProcess> children) {
    CompletableFuture<ChildProcess> first = new CompletableFuture<>();
    for (ChildProcess child : children) {
      child.onExit().thenAccept(process -> first.complete(child));
    }
    return first;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    // The newest first: the services of the demo before what they report to.
    for (ChildProcess child : started.reversed()) {
      child.close();
    }
    if (removeFolder) {
      remove(folder);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("could not remove " + folder + ": " + e);
    }
  }
}
