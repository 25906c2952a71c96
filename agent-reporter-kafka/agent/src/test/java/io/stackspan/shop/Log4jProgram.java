package io.stackspan.shop;

import io.stackspan.toolkit.CurrentSpan;
import io.stackspan.toolkit.Trace;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;

/** Logs through Log4j 2; {@code shop-log4j2.xml} has the pattern. */
public final class Log4jProgram {
  private static final Logger LOG = LogManager.getLogger(Log4jProgram.class);

  private Log4jProgram() {}

  public static void main(String[] args) {
    LOG.info("outside");
    traced();
    LOG.info("afterwards");
    ThreadContext.put("user", "ann");
    LOG.info("outside with user");
    traced();
    ThreadContext.put("traceId", "own");
    traced();
    ToolkitProgram.report("mdc", ThreadContext.getContext());
    LogManager.shutdown();
    System.exit(0);
  }

  @Trace
  private static void traced() {
    ToolkitProgram.report("traceId", CurrentSpan.traceId());
    LOG.info("inside");
    LOG.debug("not logged");
  }
}
