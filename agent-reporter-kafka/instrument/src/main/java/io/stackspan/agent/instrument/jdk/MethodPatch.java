package io.stackspan.agent.instrument.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** One change of the body of all methods of one name. Immutable. */
abstract class MethodPatch {
  private final String method;

  private MethodPatch(String method) {
    this.method = method;
  }

  final String method() {
    return method;
  }

  abstract MethodVisitor apply(MethodVisitor next, MethodShape shape);

  /** Calls {@code void hook(subject)} before the body. */
  static MethodPatch atStart(String method, Hook hook) {
    return new MethodPatch(method) {
      @Override
      MethodVisitor apply(MethodVisitor next, MethodShape shape) {
        return new MethodVisitor(JdkTransformer.API, next) {
          @Override
          public void visitCode() {
            super.visitCode();
            hook.call(mv, shape, "V");
          }
        };
      }
    };
  }

  /** Calls {@code void hook(subject)} before each return. */
  static MethodPatch atReturn(String method, Hook hook) {
    return new MethodPatch(method) {
      @Override
      MethodVisitor apply(MethodVisitor next, MethodShape shape) {
        return new MethodVisitor(JdkTransformer.API, next) {
          @Override
          public void visitInsn(int opcode) {
            if (isReturn(opcode)) {
              hook.call(mv, shape, "V");
            }
            super.visitInsn(opcode);
          }
        };
      }
    };
  }

  /**
   * Calls {@code void hook(result, subject)} before each return.
   *
   * @param result descriptor of the method's result, one slot wide
   */
  static MethodPatch atResult(String method, Hook hook, String result) {
    return new MethodPatch(method) {
      @Override
      MethodVisitor apply(MethodVisitor next, MethodShape shape) {
        return new MethodVisitor(JdkTransformer.API, next) {
          @Override
          public void visitInsn(int opcode) {
            if (isReturn(opcode)) {
              hook.callWithTop(mv, shape, result);
            }
            super.visitInsn(opcode);
          }
        };
      }
    };
  }

  /**
   * {@code Object previous = hook(subject)} before the body, {@code restore(previous)} after it,
   * also when it throws.
   */
  static MethodPatch around(String method, Hook hook) {
    return new MethodPatch(method) {
      @Override
      MethodVisitor apply(MethodVisitor next, MethodShape shape) {
        return new AroundVisitor(next, shape, hook);
      }
    };
  }

  /** Calls {@code void hook(task)} instead of {@code task.run()}. */
  static MethodPatch insteadOfRun(String method, Hook hook) {
    return new MethodPatch(method) {
      @Override
      MethodVisitor apply(MethodVisitor next, MethodShape shape) {
        return new MethodVisitor(JdkTransformer.API, next) {
          @Override
          public void visitMethodInsn(
              int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals("java/lang/Runnable") && name.equals("run")) {
              hook.invoke(mv, "(Ljava/lang/Runnable;)V");
            } else {
              super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
          }
        };
      }
    };
  }

  /** Replaces the body of a static getter or setter by an access to a field of its argument. */
  static MethodPatch fieldAccess(String method, String owner, String field) {
    return new MethodPatch(method) {
      @Override
      MethodVisitor apply(MethodVisitor next, MethodShape shape) {
        return shape.descriptor().startsWith("(L" + owner + ";")
            ? new FieldAccessVisitor(next, shape, owner, field)
            : next;
      }
    };
  }

  private static boolean isReturn(int opcode) {
    return opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
  }
}
