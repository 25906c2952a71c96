package io.stackspan.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentClassLoaderTest {
  @TempDir Path folder;

  /** What the jar isolates. */
  public static final class Isolated {}

  @Test
  void definesWhatTheJarIsolatesAndNothingOfTheApplication() throws Exception {
    Path file = jar();
    try (JarFile jar = new JarFile(file.toFile())) {
      AgentClassLoader loader =
          new AgentClassLoader(jar, file, ClassLoader.getPlatformClassLoader());

      Class<?> isolated = loader.loadClass(Isolated.class.getName());
      assertThat(isolated.getClassLoader()).isSameAs(loader);
      assertThat(isolated).isNotSameAs(Isolated.class);
      assertThatThrownBy(() -> loader.loadClass(AgentClassLoaderTest.class.getName()))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void givesClassFilesAndResourcesAsBytes() throws Exception {
    Path file = jar();
    try (JarFile jar = new JarFile(file.toFile())) {
      AgentClassLoader loader =
          new AgentClassLoader(jar, file, ClassLoader.getPlatformClassLoader());

      try (InputStream in = loader.getResourceAsStream(classFile())) {
        assertThat(in.readAllBytes()).isEqualTo(bytes());
      }
      try (InputStream in = loader.getResource("META-INF/services/x").openStream()) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("y");
      }
      assertThat(Collections.list(loader.getResources("META-INF/services/x"))).hasSize(1);
      assertThat(loader.getResource("absent")).isNull();
    }
  }

  private Path jar() throws Exception {
    Path file = folder.resolve("agent.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new JarEntry("isolated/" + classFile() + "data"));
      out.write(bytes());
      out.putNextEntry(new JarEntry("isolated/META-INF/services/x"));
      out.write("y".getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static String classFile() {
    return Isolated.class.getName().replace('.', '/') + ".class";
  }

  private static byte[] bytes() throws Exception {
    try (InputStream in = Isolated.class.getClassLoader().getResourceAsStream(classFile())) {
      return in.readAllBytes();
    }
  }
}
