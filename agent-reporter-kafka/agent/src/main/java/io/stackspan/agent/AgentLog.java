package io.stackspan.agent;

import java.io.PrintStream;

/**
 * The agent's few words, on stderr: {@code java.util.logging} and logging libraries are the
 * application's, and touching them before its main would decide for it.
 */
final class AgentLog {
  private final PrintStream out;

  AgentLog(PrintStream out) {
    this.out = out;
  }

  void info(String message) {
    out.println("[stackspan] " + message);
  }

  void warn(String message) {
    out.println("[stackspan] WARN " + message);
  }
}
