package io.stackspan.benchmarks.startup;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts the small programs with and without agents, in turn so that a busy moment of the machine
 * hits all alike, and writes the medians as a Markdown table. Milliseconds since the process was
 * started; CPU time up to the end of the work.
 */
final class StartupTimes {
  private static final long DEADLINE_SECONDS = 120;
  private static final List<Class<?>> PROGRAMS = List.of(HelloWorld.class, TomcatHello.class);

  private StartupTimes() {}

  /** One run, in milliseconds. */
  private record Run(long toMain, long toDone, long toExit, long cpu) {}

  /**
   * @param args the file to write the table to, the number of runs (the first of each, which warms
   *     the file cache, is left out), then for each agent {@code name=flags of the JVM}
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path file = Path.of(args[0]);
    int runs = Integer.parseInt(args[1]);
    Map<String, List<String>> agents = new LinkedHashMap<>();
    agents.put("none", List.of());
    for (int i = 2; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      agents.put(args[i].substring(0, equals), List.of(args[i].substring(equals + 1).split(" ")));
    }
    double loadBefore = load();
    StringBuilder rows = new StringBuilder();
    for (Class<?> program : PROGRAMS) {
      rows.append(measure(program, agents, runs));
    }
    String table =
        String.format(
                Locale.ROOT,
                "JDK %s, %d cores, load average %.1f before and %.1f after, medians of %d runs, ms%n%n",
                System.getProperty("java.vm.version"),
                Runtime.getRuntime().availableProcessors(),
                loadBefore,
                load(),
                runs)
            + "| program | agent | to main | to work done | to exit | CPU |\n"
            + "|---|---|---:|---:|---:|---:|\n"
            + rows;
    Files.writeString(file, table);
    System.out.print(table);
  }

  private static String measure(Class<?> program, Map<String, List<String>> agents, int runs)
      throws IOException, InterruptedException {
    Map<String, List<Run>> measured = new LinkedHashMap<>();
    for (int i = 0; i <= runs; i++) {
      for (Map.Entry<String, List<String>> agent : agents.entrySet()) {
        Run run = run(program, agent.getValue());
        if (i > 0) {
          measured.computeIfAbsent(agent.getKey(), name -> new ArrayList<>()).add(run);
        }
      }
    }
    StringBuilder rows = new StringBuilder();
    measured.forEach(
        (agent, all) ->
            rows.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %d | %d | %d |%n",
                    program.getSimpleName(),
                    agent,
                    median(all.stream().mapToLong(Run::toMain).sorted().toArray()),
                    median(all.stream().mapToLong(Run::toDone).sorted().toArray()),
                    median(all.stream().mapToLong(Run::toExit).sorted().toArray()),
                    median(all.stream().mapToLong(Run::cpu).sorted().toArray()))));
    return rows.toString();
  }

  private static Run run(Class<?> program, List<String> flags)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    Path errors = Files.createTempFile("startup", ".log");
    long start = System.currentTimeMillis();
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
    long end = System.currentTimeMillis();
    String[] moments = momentsOf(output);
    if (!ended || process.exitValue() != 0 || moments.length != 4) {
      process.destroyForcibly();
      throw new IOException(command + " failed: " + output + Files.readString(errors));
    }
    Files.delete(errors);
    return new Run(
        Long.parseLong(moments[1]) - start,
        Long.parseLong(moments[2]) - start,
        end - start,
        Long.parseLong(moments[3]));
  }

  private static String[] momentsOf(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith(Moments.MARK))
        .map(line -> line.split(" "))
        .findFirst()
        .orElse(new String[0]);
  }

  static long median(long[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
