package io.stackspan.query.finding;

import io.stackspan.query.model.Dump;
import io.stackspan.query.model.Finding;
import io.stackspan.query.model.FindingKind;
import io.stackspan.query.model.Severity;
import io.stackspan.query.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says why spans took their time. Each dump that is linked to a span is explained by the first rule
 * that recognises it, so the shares of one span's findings never add up to more than one. The same
 * dumps give the same findings. Pure.
 */
public final class Findings {
  /** In order: a lock within an exit span is a lock; a sleep is a wait, but says more. */
  private static final List<CauseRule> RULES =
      List.of(
          new LockContentionRule(),
          new OtherServiceRule(),
          new SleepRule(),
          new IoWaitRule(),
          new WaitingRule(),
          new HotMethodRule());

  /** One dump in a method is chance; two are a hint. */
  private static final int MIN_HOT_DUMPS = 2;

  private Findings() {}

  /**
   * @param dumps by time
   * @return the finding that explains most time comes first; a wait comes behind the findings that
   *     explain it further down in the trace
   */
  public static List<Finding> of(List<Span> spans, List<Dump> dumps) {
    Map<String, List<Dump>> bySpan = new HashMap<>();
    Map<String, List<Dump>> byThread = new HashMap<>();
    for (Dump dump : dumps) {
      byThread.computeIfAbsent(threadKey(dump), key -> new ArrayList<>()).add(dump);
      if (dump.spanId() != null) {
        bySpan.computeIfAbsent(dump.spanId(), key -> new ArrayList<>()).add(dump);
      }
    }
    List<Weighed> findings = new ArrayList<>();
    for (Span span : spans) {
      List<Dump> own = bySpan.getOrDefault(span.spanId(), List.of());
      if (!own.isEmpty()) {
        List<Dump> thread = byThread.getOrDefault(threadKey(own.getFirst()), own);
        findings.addAll(ofSpan(span, own, SamplingInterval.micros(thread, span)));
      }
    }
    Set<Weighed> explained = explainedFurtherDown(findings, spans);
    findings.sort(
        Comparator.<Weighed, Boolean>comparing(explained::contains)
            .thenComparingLong((Weighed weighed) -> -weighed.micros)
            .thenComparing(weighed -> weighed.finding.spanId())
            .thenComparing(weighed -> weighed.finding.kind())
            .thenComparing(weighed -> weighed.finding.sentence()));
    return findings.stream().map(Weighed::finding).toList();
  }

  /** Waits for others, of which the others' own findings explain at least half. */
  private static Set<Weighed> explainedFurtherDown(List<Weighed> findings, List<Span> spans) {
    Map<String, Span> byId = new HashMap<>();
    spans.forEach(span -> byId.put(span.spanId(), span));
    Map<String, Long> explainedBelow = new HashMap<>();
    for (Weighed weighed : findings) {
      Set<String> ancestors = new HashSet<>();
      Span span = byId.get(weighed.finding.spanId());
      // A malformed trace may hold a cycle.
      while (span != null && span.parentSpanId() != null && ancestors.add(span.parentSpanId())) {
        explainedBelow.merge(span.parentSpanId(), weighed.micros, Long::sum);
        span = byId.get(span.parentSpanId());
      }
    }
    return findings.stream()
        .filter(
            weighed ->
                weighed.finding.kind() == FindingKind.OTHER_SERVICE
                    || weighed.finding.kind() == FindingKind.WAITING)
        .filter(
            weighed ->
                explainedBelow.getOrDefault(weighed.finding.spanId(), 0L) * 2 >= weighed.micros)
        .collect(Collectors.toSet());
  }

  private static List<Weighed> ofSpan(Span span, List<Dump> dumps, long intervalMicros) {
    Map<String, List<Explained>> groups = new LinkedHashMap<>();
    for (Dump dump : dumps) {
      for (CauseRule rule : RULES) {
        Cause cause = rule.causeOrNull(span, dump);
        if (cause != null) {
          groups
              .computeIfAbsent(cause.kind() + " " + cause.subject(), key -> new ArrayList<>())
              .add(new Explained(dump, cause));
          break;
        }
      }
    }
    List<Weighed> findings = new ArrayList<>();
    for (List<Explained> group : groups.values()) {
      FindingKind kind = group.getFirst().cause.kind();
      if (kind != FindingKind.HOT_METHOD || group.size() >= MIN_HOT_DUMPS) {
        findings.add(weigh(span, dumps.size(), group, intervalMicros));
      }
    }
    return findings;
  }

  private static Weighed weigh(
      Span span, int dumpsOfSpan, List<Explained> group, long intervalMicros) {
    long micros = Math.min(span.durationMicros(), group.size() * intervalMicros);
    double share =
        span.durationMicros() == 0
            ? 0
            : Math.round(1000.0 * micros / span.durationMicros()) / 1000.0;
    Cause cause = group.getFirst().cause;
    String place = place(group);
    String sentence =
        String.format(
            Locale.ROOT,
            "%d of %d dumps, about %s, %s%s",
            group.size(),
            dumpsOfSpan,
            duration(micros),
            cause.what(),
            place.isEmpty() ? "" : " " + place);
    Severity severity =
        share >= 0.5 ? Severity.HIGH : share >= 0.2 ? Severity.MEDIUM : Severity.LOW;
    List<String> dumpIds = group.stream().map(explained -> explained.dump.dumpId()).toList();
    return new Weighed(
        new Finding(cause.kind(), span.spanId(), sentence, severity, share, dumpIds), micros);
  }

  /** The place seen most often; of several, the first. */
  private static String place(List<Explained> group) {
    Map<String, Long> counts =
        group.stream()
            .map(explained -> explained.cause.place())
            .collect(
                Collectors.groupingBy(
                    Function.identity(), LinkedHashMap::new, Collectors.counting()));
    String most = "";
    long mostCount = 0;
    for (Map.Entry<String, Long> entry : counts.entrySet()) {
      if (entry.getValue() > mostCount) {
        most = entry.getKey();
        mostCount = entry.getValue();
      }
    }
    return counts.size() == 1 ? most : "most often " + most;
  }

  private static String duration(long micros) {
    if (micros >= 1_000_000) {
      return String.format(Locale.ROOT, "%.1f s", micros / 1e6);
    }
    return micros >= 1_000 ? micros / 1_000 + " ms" : micros + " us";
  }

  private static String threadKey(Dump dump) {
    return dump.segmentId() + ' ' + dump.thread().id();
  }

  private record Explained(Dump dump, Cause cause) {}

  private record Weighed(Finding finding, long micros) {}
}
