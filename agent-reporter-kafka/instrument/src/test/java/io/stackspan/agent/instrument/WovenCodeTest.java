package io.stackspan.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.instrument.advice.AroundAdvice;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.asm.Advice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Rules that code on foreign ground must keep, read from the class files. */
class WovenCodeTest {
  private static final String CONTEXT = "io/stackspan/agent/context/";
  private static final String BOOTSTRAP = "io/stackspan/agent/instrument/bootstrap/";

  /** What interceptors of several packages use. */
  private static final List<String> SHARED =
      List.of(
          "io/stackspan/agent/instrument/http/",
          "io/stackspan/agent/instrument/servlet/ServletExchange");

  @Test
  void bootstrapCodeUsesTheJdkAndTheContextAlone() throws Exception {
    Calls calls = callsOf("bootstrap");

    assertThat(calls.owners)
        .isNotEmpty()
        .allSatisfy(
            owner ->
                assertThat(owner)
                    .matches(
                        name ->
                            name.startsWith("java/")
                                || name.startsWith(CONTEXT)
                                || name.startsWith(BOOTSTRAP)));
  }

  /** Linking a lambda or a string concatenation runs code of the JDK that is itself hooked. */
  @Test
  void bootstrapCodeHasNoInvokedynamic() throws Exception {
    assertThat(callsOf("bootstrap").dynamic).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "servlet",
        "http",
        "springmvc",
        "jetty",
        "httpurlconnection",
        "apachehttp",
        "httpserver",
        "httpclient",
        "jdbc",
        "toolkit",
        "logging",
        "dubbo",
        "hikari",
        "kafka",
        "rocketmq"
      })
  void interceptorsSeeNothingElseOfTheAgent(String folder) throws Exception {
    String own = "io/stackspan/agent/instrument/" + folder + "/";

    assertThat(callsOf(folder).owners)
        .isNotEmpty()
        .noneMatch(owner -> owner.startsWith("net/bytebuddy/"))
        .noneMatch(owner -> owner.startsWith("org/objectweb/"))
        .allSatisfy(
            owner ->
                assertThat(
                        !owner.startsWith("io/stackspan/")
                            || owner.startsWith(own)
                            || owner.startsWith(CONTEXT)
                            || owner.startsWith(BOOTSTRAP)
                            || SHARED.stream().anyMatch(owner::startsWith))
                    .as(owner)
                    .isTrue());
  }

  @Test
  void adviceIsStaticStatelessAndSilent() {
    List<Class<?>> all =
        LibraryInstrumentation.all().stream()
            .map(LibraryInstrumentation::advice)
            .distinct()
            .collect(Collectors.toList());

    assertThat(all).contains(AroundAdvice.class);
    for (Class<?> advice : all) {
      assertThat(advice.getDeclaredFields()).as(advice.getName()).isEmpty();
      for (var method : advice.getDeclaredMethods()) {
        assertThat(Modifier.isStatic(method.getModifiers())).isTrue();
        Advice.OnMethodEnter enter = method.getAnnotation(Advice.OnMethodEnter.class);
        Advice.OnMethodExit exit = method.getAnnotation(Advice.OnMethodExit.class);
        assertThat(enter != null ? enter.suppress() : exit.suppress()).isEqualTo(Throwable.class);
      }
    }
  }

  private static Calls callsOf(String folder) throws IOException, URISyntaxException {
    Path classes =
        Path.of(AroundAdvice.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Calls calls = new Calls();
    try (Stream<Path> files =
        Files.list(classes.resolve("io/stackspan/agent/instrument").resolve(folder))) {
      for (Path file : files.collect(Collectors.toList())) {
        if (file.toString().endsWith(".class")) {
          new ClassReader(Files.readAllBytes(file)).accept(calls, 0);
        }
      }
    }
    return calls;
  }

  /** Collects what the code of classes calls. */
  private static final class Calls extends ClassVisitor {
    final Set<String> owners = new TreeSet<>();
    final Set<String> dynamic = new TreeSet<>();

    Calls() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String type, boolean isInterface) {
          owners.add(owner);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String type) {
          owners.add(owner);
        }

        @Override
        public void visitInvokeDynamicInsn(
            String name, String type, Handle bootstrap, Object... arguments) {
          dynamic.add(method);
        }
      };
    }
  }
}
