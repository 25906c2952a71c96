package io.stackspan.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Holds everything of the agent that the application must not see: Kafka client, protobuf, Byte
 * Buddy. Its classes lie in the agent jar as {@code isolated/….classdata}, so that no scanner of
 * the application finds them; its parent is the platform loader, so that it finds none of the
 * application's.
 */
final class AgentClassLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String FOLDER = "isolated/";

  private final JarFile jar;
  private final Path jarPath;

  AgentClassLoader(JarFile jar, Path jarPath, ClassLoader parent) {
    super("stackspan-agent", parent);
    this.jar = jar;
    this.jarPath = jarPath;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes;
    try {
      bytes = read(name.replace('.', '/') + ".class");
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      byte[] bytes = read(name);
      return bytes != null ? new ByteArrayInputStream(bytes) : super.getResourceAsStream(name);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    JarEntry entry = entry(name);
    if (entry == null) {
      return null;
    }
    try {
      // A handler of our own: the JDK's would cache the jar and keep a second one open.
      return new URL(
          null, "stackspan:" + jarPath + "!/" + entry.getName(), new EntryHandler(entry));
    } catch (MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return url == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(url));
  }

  private byte @Nullable [] read(String resource) throws IOException {
    JarEntry entry = entry(resource);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private @Nullable JarEntry entry(String resource) {
    return jar.getJarEntry(FOLDER + (resource.endsWith(".class") ? resource + "data" : resource));
  }

  /** Opens one entry of the agent jar. */
  private final class EntryHandler extends URLStreamHandler {
    private final JarEntry entry;

    EntryHandler(JarEntry entry) {
      this.entry = entry;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() throws IOException {
          return jar.getInputStream(entry);
        }
      };
    }
  }
}
