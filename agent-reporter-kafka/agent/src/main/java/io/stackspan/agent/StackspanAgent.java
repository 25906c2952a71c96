package io.stackspan.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * {@code -javaagent:stackspan-agent.jar[=key=value,…]}. Puts the trace model on the bootstrap path,
 * makes the isolated loader and starts the rest in it. Whatever fails here costs one line on
 * stderr; the application starts and runs without being traced.
 */
public final class StackspanAgent {
  private static final String BOOTSTRAP = "stackspan-bootstrap.jar";

  private StackspanAgent() {}

  /** Called by the JVM before the application's main. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      start(arguments == null ? "" : arguments, instrumentation);
    } catch (Throwable e) {
      System.err.println(
          "[stackspan] WARN the agent is off, the application runs without it: " + causeOf(e));
    }
  }

  private static void start(String arguments, Instrumentation instrumentation) throws Exception {
    if (System.getProperty("stackspan.agent.started") != null) {
      System.err.println("[stackspan] WARN a second -javaagent:stackspan-agent.jar is ignored");
      return;
    }
    System.setProperty("stackspan.agent.started", "true");
    JarFile agentJar = new JarFile(ownJar().toFile(), false);
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(extractBootstrap(agentJar)));
    AgentClassLoader loader =
        new AgentClassLoader(agentJar, ownJar(), ClassLoader.getPlatformClassLoader());
    loader
        .loadClass("io.stackspan.agent.AgentStart")
        .getMethod("start", String.class, String.class, Instrumentation.class)
        .invoke(null, arguments, version(), instrumentation);
  }

  private static String version() {
    String version = StackspanAgent.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  private static Path ownJar() throws URISyntaxException {
    return Path.of(
        StackspanAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** The JVM takes bootstrap jars as files only. */
  private static String extractBootstrap(JarFile agentJar) throws IOException {
    Path file = Files.createTempFile("stackspan-bootstrap", ".jar");
    file.toFile().deleteOnExit();
    try (InputStream in = agentJar.getInputStream(agentJar.getEntry(BOOTSTRAP))) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file.toString();
  }

  private static Throwable causeOf(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }
}
