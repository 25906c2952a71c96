package io.stackspan.agent.instrument.toolkit;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map's entry, or what a public getter, accessor or field gives. What a class offers is looked up
 * once and kept with that class, so that nothing here holds the application's classes.
 */
final class PropertyStep implements Step {
  private final String name;
  private final String[] getters;

  /** A {@link Method}, a {@link Field} or nothing: the JDK's types, which pin no loader. */
  private final ClassValue<Optional<AccessibleObject>> members =
      new ClassValue<>() {
        @Override
        protected Optional<AccessibleObject> computeValue(Class<?> type) {
          return Optional.ofNullable(memberOrNull(type));
        }
      };

  PropertyStep(String name) {
    this.name = name;
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    this.getters = new String[] {"get" + capital, "is" + capital, name};
  }

  @Override
  public @Nullable Object read(Object target) throws Exception {
    if (target instanceof Map) {
      return ((Map<?, ?>) target).get(name);
    }
    AccessibleObject member = members.get(target.getClass()).orElse(null);
    if (member instanceof Method) {
      return ((Method) member).invoke(target);
    }
    return member == null ? null : ((Field) member).get(target);
  }

  private @Nullable AccessibleObject memberOrNull(Class<?> type) {
    for (String getter : getters) {
      Deque<Class<?>> open = new ArrayDeque<>(Collections.singleton(type));
      while (!open.isEmpty()) {
        Class<?> next = open.remove();
        Method method = getterOrNull(next, getter);
        if (method != null) {
          return method;
        }
        if (next.getSuperclass() != null) {
          open.add(next.getSuperclass());
        }
        Collections.addAll(open, next.getInterfaces());
      }
    }
    try {
      Field field = type.getField(name);
      return field.trySetAccessible() ? field : null;
    } catch (NoSuchFieldException | LinkageError e) {
      return null;
    }
  }

  /** A hidden class of the JDK answers for the public one or the interface that it extends. */
  private static @Nullable Method getterOrNull(Class<?> type, String getter) {
    try {
      Method method = type.getDeclaredMethod(getter);
      int modifiers = method.getModifiers();
      return Modifier.isPublic(modifiers)
              && !Modifier.isStatic(modifiers)
              && method.getReturnType() != void.class
              && method.trySetAccessible()
          ? method
          : null;
    } catch (NoSuchMethodException | LinkageError e) {
      return null;
    }
  }
}
