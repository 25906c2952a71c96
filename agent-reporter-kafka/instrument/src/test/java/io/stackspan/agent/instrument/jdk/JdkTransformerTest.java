package io.stackspan.agent.instrument.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackspan.agent.context.AgentCounters;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.CheckClassAdapter;

/** On the class files of the JDK that runs the test. */
class JdkTransformerTest {
  /** What some JDKs from 11 to 25 have and others have not. */
  private static final Set<String> VERSION_DEPENDENT =
      Set.of(
          "ForkJoinPool.externalPush",
          "ForkJoinPool.externalSubmit",
          "ForkJoinPool.poolSubmit",
          "ForkJoinPool.scheduleDelayedTask",
          "ForkJoinPool.scheduleAtFixedRate",
          "ForkJoinPool.scheduleWithFixedDelay");

  private final AgentCounters counters = new AgentCounters();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void patchesEveryClassOfTheListToValidCode(boolean field) throws IOException {
    Map<String, ClassPatch> patches = ExecutorPatches.all(field, field);
    JdkTransformer transformer = new JdkTransformer(patches, counters);

    for (String name : patches.keySet()) {
      byte[] patched = transformer.transform(null, name, null, null, classFile(name));

      assertThat(patched).as(name).isNotNull();
      StringWriter faults = new StringWriter();
      CheckClassAdapter.verify(
          new ClassReader(patched), getClass().getClassLoader(), false, new PrintWriter(faults));
      assertThat(faults.toString()).as(name).isEmpty();
    }
  }

  @Test
  void findsEveryMethodOnThisJdk() throws IOException {
    Map<String, ClassPatch> patches = ExecutorPatches.all(true, true);
    JdkTransformer transformer = new JdkTransformer(patches, counters);
    for (String name : patches.keySet()) {
      transformer.transform(null, name, null, null, classFile(name));
    }

    Set<String> missing = new TreeSet<>();
    for (String counter : counters.snapshot().keySet()) {
      assertThat(counter).doesNotStartWith("hooks.failed");
      if (counter.startsWith("hooks.missing|")) {
        missing.add(counter.substring("hooks.missing|".length()));
      }
    }
    // One of the two ways into the pool exists everywhere.
    assertThat(missing.containsAll(List.of("ForkJoinPool.externalPush", "ForkJoinPool.poolSubmit")))
        .isFalse();
    missing.removeAll(VERSION_DEPENDENT);
    assertThat(missing).isEmpty();
    assertThat(counters.value("hooks.applied", "")).isGreaterThan(30);
  }

  @Test
  void addsTheFieldOnlyWhereItMay() throws IOException {
    assertThat(fieldsAdded(true)).isOne();
    assertThat(fieldsAdded(false)).isZero();
  }

  @Test
  void addsNoMethodAndNoInterface() throws IOException {
    byte[] original = classFile(ExecutorPatches.FUTURE_TASK);
    byte[] patched = patched(ExecutorPatches.FUTURE_TASK, true);

    assertThat(methods(patched)).isEqualTo(methods(original));
    assertThat(new ClassReader(patched).getInterfaces())
        .isEqualTo(new ClassReader(original).getInterfaces());
  }

  @Test
  void leavesClassesOfOtherLoadersAndOtherClassesAlone() throws IOException {
    JdkTransformer transformer = new JdkTransformer(ExecutorPatches.all(true, true), counters);
    byte[] bytes = classFile(ExecutorPatches.FUTURE_TASK);

    assertThat(
            transformer.transform(
                getClass().getClassLoader(), ExecutorPatches.FUTURE_TASK, null, null, bytes))
        .isNull();
    assertThat(transformer.transform(null, "java/util/concurrent/Phaser", null, null, bytes))
        .isNull();
  }

  @Test
  void classThatCannotBeReadStaysAsItIs() {
    JdkTransformer transformer = new JdkTransformer(ExecutorPatches.all(true, true), counters);

    assertThat(
            transformer.transform(
                null, ExecutorPatches.FUTURE_TASK, null, null, new byte[] {1, 2, 3}))
        .isNull();
    assertThat(counters.value("hooks.failed", ExecutorPatches.FUTURE_TASK)).isOne();
  }

  @Test
  void around_keepsResultExceptionAndLongLocals() throws Exception {
    Class<?> woven = WovenSample.define();
    Object sample = woven.getDeclaredConstructor().newInstance();

    assertThat(
            woven.getMethod("sum", long.class, double.class, int.class).invoke(sample, 2L, 3.0, 4))
        .isEqualTo(9.0);
    assertThat(woven.getMethod("caught", String.class).invoke(sample, "x"))
        .isEqualTo("not a number: x");
    assertThat(woven.getMethod("caught", String.class).invoke(sample, "7")).isEqualTo("7");
  }

  private int fieldsAdded(boolean field) throws IOException {
    int[] count = new int[1];
    new ClassReader(patched(ExecutorPatches.FORK_JOIN_TASK, field))
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public FieldVisitor visitField(
                  int access, String name, String descriptor, String signature, Object value) {
                if (name.equals(ExecutorPatches.FIELD)) {
                  assertThat(access & Opcodes.ACC_TRANSIENT).isNotZero();
                  count[0]++;
                }
                return null;
              }
            },
            0);
    return count[0];
  }

  private static Set<String> methods(byte[] bytes) {
    Set<String> methods = new TreeSet<>();
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                methods.add(access + name + descriptor);
                return null;
              }
            },
            0);
    return methods;
  }

  private byte[] patched(String name, boolean field) throws IOException {
    return new JdkTransformer(ExecutorPatches.all(field, field), counters)
        .transform(null, name, null, null, classFile(name));
  }

  static byte[] classFile(String name) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return in.readAllBytes();
    }
  }

  /** What is woven around: several exits, an inner handler, wide locals, a loop. */
  public static class Sample {
    public double sum(long first, double second, int third) {
      double sum = first;
      for (int i = 0; i < 1; i++) {
        long wide = (long) second;
        sum += wide;
        if (third == 0) {
          return sum;
        }
      }
      return sum + third;
    }

    public String caught(String text) {
      try {
        return Integer.toString(Integer.parseInt(text));
      } catch (NumberFormatException e) {
        return "not a number: " + text;
      }
    }
  }

  /** The sample with its methods patched, verified by the JVM as any class of an application. */
  private static final class WovenSample extends ClassLoader {
    static Class<?> define() throws IOException {
      String name = Sample.class.getName();
      Hook outside = Hook.plain("outside");
      byte[] patched =
          new JdkTransformer(Map.of(), new AgentCounters())
              .patch(
                  name.replace('.', '/'),
                  ClassPatch.of(
                      MethodPatch.around("sum", outside), MethodPatch.around("caught", outside)),
                  classFile(name.replace('.', '/')));
      return new WovenSample().defineClass(name, patched, 0, patched.length);
    }

    WovenSample() {
      super(JdkTransformerTest.class.getClassLoader());
    }
  }
}
