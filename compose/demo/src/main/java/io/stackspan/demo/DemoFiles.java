package io.stackspan.demo;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the built parts are, and how to run them.
 *
 * @param home the repository's folder
 * @param java the command of this very JVM, so that children run on the JDK that the launcher chose
 * @param serviceFlags JVM flags of Stackspan's services, as the launcher gives them to all
 */
record DemoFiles(Path home, String java, List<String> serviceFlags) {
  DemoFiles {
    serviceFlags = List.copyOf(serviceFlags);
  }

  /** From the system properties that the launcher sets. */
  static DemoFiles ofLauncher() {
    Path home = Path.of(System.getProperty("stackspan.home", ".")).toAbsolutePath().normalize();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String flags = System.getProperty("stackspan.service-flags", "");
    return new DemoFiles(home, java, flags.isBlank() ? List.of() : List.of(flags.split("\\s+")));
  }

  /** The command line of standalone, up to and without its arguments. */
  List<String> standalone() {
    List<String> command = new ArrayList<>();
    command.add(java);
    command.addAll(serviceFlags);
    command.addAll(
        List.of(
            "-cp",
            classPath("compose/standalone/target/stackspan-standalone.jar", "lib"),
            "io.stackspan.standalone.StandaloneMain"));
    return command;
  }

  /** The command line of a demo service under the agent, up to and without its arguments. */
  List<String> underAgent(List<String> agentProperties, String mainClass) {
    List<String> command = new ArrayList<>();
    command.add(java);
    command.add("-Xmx256m");
    command.add("-XX:+UseSerialGC");
    command.add("-javaagent:" + existing("agent-reporter-kafka/agent/target/stackspan-agent.jar"));
    command.addAll(agentProperties);
    command.addAll(
        List.of("-cp", classPath("compose/demo/target/stackspan-demo.jar", "services"), mainClass));
    return command;
  }

  private String classPath(String jar, String folderBesideIt) {
    Path path = existing(jar);
    return path + File.pathSeparator + path.resolveSibling(folderBesideIt).resolve("*");
  }

  private Path existing(String relative) {
    Path path = home.resolve(relative);
    if (!Files.exists(path)) {
      throw new DemoException(path + " is missing; './stackspan demo' builds it");
    }
    return path;
  }
}
