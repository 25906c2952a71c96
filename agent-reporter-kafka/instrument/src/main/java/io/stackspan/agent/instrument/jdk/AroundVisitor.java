package io.stackspan.agent.instrument.jdk;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts a method's body between a hook and its {@code restore}. What the hook gave lies in a local
 * variable of its own, which every stack map frame of the body is told about, so that the frames
 * need not be computed again: that would resolve types.
 */
final class AroundVisitor extends MethodVisitor {
  private static final String OBJECT = "java/lang/Object";
  private static final Hook RESTORE = Hook.plain("restore");

  private final MethodShape shape;
  private final Hook hook;
  private final Label start = new Label();

  AroundVisitor(MethodVisitor next, MethodShape shape, Hook hook) {
    super(JdkTransformer.API, next);
    this.shape = shape;
    this.hook = hook;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    hook.call(mv, shape, "L" + OBJECT + ";");
    mv.visitVarInsn(Opcodes.ASTORE, shape.freeSlot());
    mv.visitLabel(start);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      restore();
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitFrame(
      int type,
      int localCount,
      @Nullable Object @Nullable [] locals,
      int stackCount,
      @Nullable Object @Nullable [] stack) {
    if (type != Opcodes.F_NEW || locals == null) {
      throw new IllegalStateException("frames must be expanded");
    }
    Object[] extended = new Object[localCount + shape.freeSlot() + 1];
    System.arraycopy(locals, 0, extended, 0, localCount);
    int slots = 0;
    for (int i = 0; i < localCount; i++) {
      slots += locals[i] == Opcodes.LONG || locals[i] == Opcodes.DOUBLE ? 2 : 1;
    }
    int count = localCount;
    while (slots++ < shape.freeSlot()) {
      extended[count++] = Opcodes.TOP;
    }
    extended[count++] = OBJECT;
    super.visitFrame(type, count, extended, stackCount, stack);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label handler = new Label();
    mv.visitLabel(handler);
    // Last in the table: the body's own handlers come first.
    mv.visitTryCatchBlock(start, handler, handler, null);
    Object[] locals = new Object[shape.freeSlot() + 1];
    Arrays.fill(locals, Opcodes.TOP);
    locals[shape.freeSlot()] = OBJECT;
    mv.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
    restore();
    mv.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(maxStack, maxLocals);
  }

  private void restore() {
    mv.visitVarInsn(Opcodes.ALOAD, shape.freeSlot());
    RESTORE.invoke(mv, "(L" + OBJECT + ";)V");
  }
}
