package io.stackspan.shop;

import io.stackspan.toolkit.CurrentSpan;
import io.stackspan.toolkit.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Logs through SLF4J and Logback; {@code shop-logback.xml} has the pattern. */
public final class LogbackProgram {
  private static final Logger LOG = LoggerFactory.getLogger(LogbackProgram.class);

  private LogbackProgram() {}

  public static void main(String[] args) throws Exception {
    LOG.info("outside");
    traced();
    LOG.info("afterwards");
    MDC.put("user", "ann");
    LOG.info("outside with user");
    traced();
    MDC.put("traceId", "own");
    traced();
    ToolkitProgram.report("mdc", MDC.getCopyOfContextMap());
    // Logback's own, which this is not compiled with: the last events are written.
    Object context = LoggerFactory.getILoggerFactory();
    context.getClass().getMethod("stop").invoke(context);
    System.exit(0);
  }

  @Trace
  private static void traced() {
    ToolkitProgram.report("traceId", CurrentSpan.traceId());
    LOG.info("inside");
    LOG.debug("not logged");
  }
}
