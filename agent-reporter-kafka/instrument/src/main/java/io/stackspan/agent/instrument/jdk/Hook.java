package io.stackspan.agent.instrument.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A static method of {@code ExecutorHooks} and what it is told about: the object whose method is
 * patched, that method's first argument that is an object, or nothing. Immutable.
 */
final class Hook {
  private static final String HOOKS = "io/stackspan/agent/instrument/bootstrap/ExecutorHooks";

  private enum Subject {
    NONE,
    SELF,
    ARGUMENT
  }

  private final String name;
  private final Subject subject;
  private final String type;

  private Hook(String name, Subject subject, String type) {
    this.name = name;
    this.subject = subject;
    this.type = type;
  }

  static Hook plain(String name) {
    return new Hook(name, Subject.NONE, "");
  }

  /**
   * @param type descriptor of the hook's parameter
   */
  static Hook ofSelf(String name, String type) {
    return new Hook(name, Subject.SELF, type);
  }

  /**
   * @param type descriptor of the hook's parameter
   */
  static Hook ofArgument(String name, String type) {
    return new Hook(name, Subject.ARGUMENT, type);
  }

  /**
   * @param result descriptor of what the hook returns
   */
  void call(MethodVisitor mv, MethodShape shape, String result) {
    loadSubject(mv, shape);
    invoke(mv, "(" + type + ")" + result);
  }

  /**
   * Calls a hook that is told a value on top of the stack first.
   *
   * @param value descriptor of the value
   */
  void callWithTop(MethodVisitor mv, MethodShape shape, String value) {
    mv.visitInsn(Opcodes.DUP);
    loadSubject(mv, shape);
    invoke(mv, "(" + value + type + ")V");
  }

  /** Calls a hook that takes what lies on the stack. */
  void invoke(MethodVisitor mv, String descriptor) {
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, name, descriptor, false);
  }

  private void loadSubject(MethodVisitor mv, MethodShape shape) {
    if (subject == Subject.SELF) {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
    } else if (subject == Subject.ARGUMENT) {
      mv.visitVarInsn(Opcodes.ALOAD, firstObject(shape.descriptor()));
    }
  }

  private static int firstObject(String descriptor) {
    int slot = 1;
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      if (argument.getSort() == Type.OBJECT) {
        return slot;
      }
      slot += argument.getSize();
    }
    throw new IllegalStateException("no object among the arguments: " + descriptor);
  }
}
