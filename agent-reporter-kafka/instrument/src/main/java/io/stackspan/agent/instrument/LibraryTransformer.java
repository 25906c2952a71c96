package io.stackspan.agent.instrument;

import io.stackspan.agent.instrument.advice.InterceptorId;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.function.BiConsumer;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Puts advice into library classes as they are loaded. Byte Buddy sees only the few classes that
 * {@link LibraryFilter} lets through; bodies change, nothing is added to a class.
 *
 * <p>Not Byte Buddy's own {@code AgentBuilder}: that one puts a class of its own into the
 * application's loader, by means that newer JDKs warn about.
 */
final class LibraryTransformer implements ClassFileTransformer {
  private final BiConsumer<String, Throwable> onFailure;
  private final @Nullable ClassLoader agentLoader = LibraryTransformer.class.getClassLoader();

  /**
   * @param onFailure class that could not be changed, and why
   */
  LibraryTransformer(BiConsumer<String, Throwable> onFailure) {
    this.onFailure = onFailure;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain protectionDomain,
      byte[] bytes) {
    if (className == null
        || loader != null && loader == agentLoader
        || !LibraryFilter.mayMatch(loader, className, bytes)) {
      return null;
    }
    try {
      return advised(loader, className.replace('/', '.'), bytes);
    } catch (Throwable e) {
      onFailure.accept(className, e);
      return null;
    }
  }

  private byte @Nullable [] advised(@Nullable ClassLoader loader, String name, byte[] bytes) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(name, bytes), ClassFileLocator.ForClassLoader.of(loader));
    // From class files alone: reflection on the class at hand would load what it refers to.
    TypeDescription type = TypePool.Default.of(locator).describe(name).resolve();
    List<LibraryInstrumentation> instrumentations = LibraryInstrumentation.all();
    DynamicType.Builder<?> builder = null;
    for (int id = 0; id < instrumentations.size(); id++) {
      if (instrumentations.get(id).type().matches(type)) {
        if (builder == null) {
          builder = new ByteBuddy().with(TypeValidation.DISABLED).decorate(type, locator);
        }
        builder = builder.visit(advice(id, instrumentations.get(id)));
      }
    }
    return builder == null ? null : builder.make().getBytes();
  }

  private static AsmVisitorWrapper advice(int id, LibraryInstrumentation instrumentation) {
    Class<?> advice = instrumentation.advice();
    return Advice.withCustomMapping()
        .bind(InterceptorId.class, id)
        .bind(new TracePlans())
        .to(advice, ClassFileLocator.ForClassLoader.of(advice.getClassLoader()))
        .on(instrumentation.method());
  }
}
