package io.stackspan.agent.instrument.jdk;

import io.stackspan.agent.context.AgentCounters;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Applies {@link ClassPatch}es to classes of the bootstrap loader. Counts what it patched ({@code
 * hooks.applied}), what this JDK does not have ({@code hooks.missing}) and what it failed at
 * ({@code hooks.failed}); a class it fails at stays as it is.
 */
final class JdkTransformer implements ClassFileTransformer {
  static final int API = Opcodes.ASM9;

  private final Map<String, ClassPatch> patches;
  private final AgentCounters counters;

  JdkTransformer(Map<String, ClassPatch> patches, AgentCounters counters) {
    this.patches = patches;
    this.counters = counters;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain protectionDomain,
      byte[] bytes) {
    if (loader != null || className == null) {
      return null;
    }
    ClassPatch patch = patches.get(className);
    if (patch == null) {
      return null;
    }
    try {
      return patch(className, patch, bytes);
    } catch (Throwable e) {
      counters.count("hooks.failed", className);
      return null;
    }
  }

  byte[] patch(String className, ClassPatch patch, byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    Map<String, Integer> maxLocals = maxLocals(reader, patch);
    // Only the sizes: computing frames would resolve types.
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    Patching patching = new Patching(writer, patch, maxLocals);
    reader.accept(patching, ClassReader.EXPAND_FRAMES);
    for (MethodPatch method : patch.methods()) {
      if (patching.applied.contains(method.method())) {
        counters.count("hooks.applied");
      } else {
        String simpleName = className.substring(className.lastIndexOf('/') + 1);
        counters.count("hooks.missing", simpleName + '.' + method.method());
      }
    }
    return writer.toByteArray();
  }

  private static Map<String, Integer> maxLocals(ClassReader reader, ClassPatch patch) {
    Map<String, Integer> sizes = new HashMap<>();
    ClassVisitor sizing =
        new ClassVisitor(API) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            if (patch.of(name).isEmpty()) {
              return null;
            }
            return new MethodVisitor(API) {
              @Override
              public void visitMaxs(int maxStack, int maxLocals) {
                sizes.put(name + descriptor, maxLocals);
              }
            };
          }
        };
    reader.accept(sizing, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return sizes;
  }

  /** Applies one patch while a class is copied. */
  private static final class Patching extends ClassVisitor {
    final Set<String> applied = new HashSet<>();
    private final ClassPatch patch;
    private final Map<String, Integer> maxLocals;

    Patching(ClassVisitor next, ClassPatch patch, Map<String, Integer> maxLocals) {
      super(API, next);
      this.patch = patch;
      this.maxLocals = maxLocals;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
      List<MethodPatch> changes = patch.of(name);
      Integer size = maxLocals.get(name + descriptor);
      if (changes.isEmpty() || size == null) {
        return method;
      }
      applied.add(name);
      for (MethodPatch change : changes) {
        method = change.apply(method, new MethodShape(descriptor, size));
      }
      return method;
    }

    @Override
    public void visitEnd() {
      String field = patch.field();
      if (field != null) {
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC;
        super.visitField(access, field, "Ljava/lang/Object;", null, null).visitEnd();
      }
      super.visitEnd();
    }
  }
}
