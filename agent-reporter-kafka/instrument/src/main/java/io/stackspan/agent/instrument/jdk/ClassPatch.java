package io.stackspan.agent.instrument.jdk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is changed in one class. Immutable. */
final class ClassPatch {
  private final List<MethodPatch> methods;
  private final @Nullable String field;

  private ClassPatch(List<MethodPatch> methods, @Nullable String field) {
    this.methods = methods;
    this.field = field;
  }

  static ClassPatch of(MethodPatch... methods) {
    return new ClassPatch(List.of(methods), null);
  }

  /** The same with a public field for an object. Only for a class that is not loaded yet. */
  ClassPatch withField(String name) {
    return new ClassPatch(methods, name);
  }

  /** Name of the field to add; null: none. */
  @Nullable String field() {
    return field;
  }

  List<MethodPatch> of(String method) {
    List<MethodPatch> found = new ArrayList<>(1);
    for (MethodPatch patch : methods) {
      if (patch.method().equals(method)) {
        found.add(patch);
      }
    }
    return found;
  }

  List<MethodPatch> methods() {
    return Collections.unmodifiableList(methods);
  }
}
