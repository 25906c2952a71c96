package io.stackspan.agent.instrument.jdk;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Drops a static method's body and reads or writes a field of its first argument instead. */
final class FieldAccessVisitor extends MethodVisitor {
  private final MethodVisitor target;
  private final MethodShape shape;
  private final String owner;
  private final String field;

  FieldAccessVisitor(MethodVisitor target, MethodShape shape, String owner, String field) {
    super(JdkTransformer.API);
    this.target = target;
    this.shape = shape;
    this.owner = owner;
    this.field = field;
  }

  @Override
  public void visitCode() {
    target.visitCode();
    target.visitVarInsn(Opcodes.ALOAD, 0);
    if (shape.descriptor().endsWith(")V")) {
      target.visitVarInsn(Opcodes.ALOAD, 1);
      target.visitFieldInsn(Opcodes.PUTFIELD, owner, field, "Ljava/lang/Object;");
      target.visitInsn(Opcodes.RETURN);
    } else {
      target.visitFieldInsn(Opcodes.GETFIELD, owner, field, "Ljava/lang/Object;");
      target.visitInsn(Opcodes.ARETURN);
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    target.visitMaxs(maxStack, maxLocals);
  }

  @Override
  public void visitEnd() {
    target.visitEnd();
  }
}
