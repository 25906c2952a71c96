package io.stackspan.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs what JMH's own command line names and writes a Markdown table: the median over all measured
 * iterations of all forks, the lowest and the highest, CPU time and bytes allocated per operation.
 * Options of the command line win over the defaults here (3 forks, 3 + 5 seconds each).
 */
final class RunBenchmarks {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private RunBenchmarks() {}

  /**
   * @param args the file to write the table to, then JMH's options
   */
  public static void main(String[] args)
      throws RunnerException, CommandLineOptionException, IOException {
    List<String> rest = new ArrayList<>(List.of(args));
    Path file = Path.of(rest.remove(0));
    CommandLineOptions given = new CommandLineOptions(rest.toArray(new String[0]));
    // The builder asks its parent only for what it was not told itself.
    Options options =
        new OptionsBuilder()
            .parent(given)
            .forks(given.getForkCount().orElse(3))
            .warmupIterations(given.getWarmupIterations().orElse(3))
            .warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)))
            .measurementIterations(given.getMeasurementIterations().orElse(5))
            .measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(1)))
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuProfiler.class)
            .build();
    double loadBefore = load();
    String table = table(new Runner(options).run(), loadBefore);
    Files.writeString(file, table);
    System.out.print(table);
  }

  private static String table(Collection<RunResult> results, double loadBefore) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "JDK %s, %d cores, load average %.1f before and %.1f after%n%n",
            System.getProperty("java.vm.version"),
            Runtime.getRuntime().availableProcessors(),
            loadBefore,
            load()));
    out.append(
        "| benchmark | median | lowest – highest | unit | CPU ns/op | B/op | forks × iterations |\n");
    out.append("|---|---:|---:|---|---:|---:|---:|\n");
    for (RunResult result : results) {
      out.append(row(result));
    }
    return out.toString();
  }

  private static String row(RunResult result) {
    List<Double> scores = new ArrayList<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        scores.add(iteration.getPrimaryResult().getScore());
      }
    }
    scores.sort(null);
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.1f – %.1f | %s | %.1f | %.0f | %d × %d |%n",
        name(result.getParams()),
        median(scores),
        scores.get(0),
        scores.get(scores.size() - 1),
        result.getPrimaryResult().getScoreUnit(),
        medianOf(CpuProfiler.NAME, result),
        medianOf(ALLOCATED, result),
        result.getParams().getForks(),
        result.getParams().getMeasurement().getCount());
  }

  /** Of what a profiler measured; its name may have a prefix. */
  private static double medianOf(String measure, RunResult result) {
    List<Double> values = new ArrayList<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        iteration
            .getSecondaryResults()
            .forEach(
                (name, secondary) -> {
                  if (name.endsWith(measure)) {
                    values.add(secondary.getScore());
                  }
                });
      }
    }
    values.sort(null);
    return values.isEmpty() ? Double.NaN : median(values);
  }

  private static String name(BenchmarkParams params) {
    String full = params.getBenchmark();
    int method = full.lastIndexOf('.');
    StringBuilder name = new StringBuilder(full.substring(full.lastIndexOf('.', method - 1) + 1));
    for (String key : params.getParamsKeys()) {
      name.append(' ').append(key).append('=').append(params.getParam(key));
    }
    return name.toString();
  }

  static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
