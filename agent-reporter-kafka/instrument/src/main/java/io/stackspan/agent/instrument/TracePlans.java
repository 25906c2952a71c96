package io.stackspan.agent.instrument;

import io.stackspan.agent.instrument.advice.TracePlan;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.annotation.AnnotationList;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;

/**
 * Reads the annotations of a method while its class is woven, and puts what they say into the woven
 * code as one text: lines of operation (empty: no span of its own), key, value, key, value, …
 * Nothing is left to reflection, which would load all types that the class's methods mention.
 */
final class TracePlans implements Advice.OffsetMapping, Advice.OffsetMapping.Factory<TracePlan> {
  private static final String OURS = "io.stackspan.toolkit.";
  private static final String SKYWALKING = "org.apache.skywalking.apm.toolkit.trace.";
  private static final int MAX_TAGS = 16;
  private static final int MAX_LENGTH = 256;
  private static final int MAX_OPERATION_LENGTH = 512;

  /** Whether the method carries one of the annotations; compilers copy them to bridges as well. */
  static boolean isPlanned(MethodDescription method) {
    if (!method.isMethod() || method.isAbstract() || method.isNative() || method.isSynthetic()) {
      return false;
    }
    for (AnnotationDescription annotation : method.getDeclaredAnnotations()) {
      if (isOneOf(annotation, "Trace")
          || isOneOf(annotation, "Tag")
          || isOneOf(annotation, "Tags")) {
        return true;
      }
    }
    return false;
  }

  static String plan(MethodDescription method) {
    String operation = "";
    List<AnnotationDescription> tags = new ArrayList<>();
    AnnotationList annotations = method.getDeclaredAnnotations();
    for (AnnotationDescription annotation : annotations) {
      if (isOneOf(annotation, "Trace")) {
        operation = line(text(annotation, "operationName"), MAX_OPERATION_LENGTH);
        if (operation.isEmpty()) {
          operation = method.getDeclaringType().asErasure().getName() + "." + method.getName();
        }
      } else if (isOneOf(annotation, "Tag")) {
        tags.add(annotation);
      } else if (isOneOf(annotation, "Tags")) {
        tags.addAll(List.of(annotation.getValue("value").resolve(AnnotationDescription[].class)));
      }
    }
    StringBuilder plan = new StringBuilder(operation);
    for (AnnotationDescription tag : tags.subList(0, Math.min(tags.size(), MAX_TAGS))) {
      plan.append('\n').append(line(text(tag, "key"), MAX_LENGTH));
      plan.append('\n').append(line(text(tag, "value"), MAX_LENGTH));
    }
    return plan.toString();
  }

  private static boolean isOneOf(AnnotationDescription annotation, String simpleName) {
    String name = annotation.getAnnotationType().getName();
    return name.endsWith(simpleName)
        && (name.equals(OURS + simpleName) || name.equals(SKYWALKING + simpleName));
  }

  private static String text(AnnotationDescription annotation, String property) {
    return annotation.getValue(property).resolve(String.class);
  }

  private static String line(String text, int maxLength) {
    String cut = text.length() <= maxLength ? text : text.substring(0, maxLength);
    return cut.replace('\n', ' ');
  }

  @Override
  public Class<TracePlan> getAnnotationType() {
    return TracePlan.class;
  }

  @Override
  public Advice.OffsetMapping make(
      ParameterDescription.InDefinedShape target,
      AnnotationDescription.Loadable<TracePlan> annotation,
      AdviceType adviceType) {
    return this;
  }

  @Override
  public Target resolve(
      TypeDescription instrumentedType,
      MethodDescription instrumentedMethod,
      Assigner assigner,
      Advice.ArgumentHandler argumentHandler,
      Sort sort) {
    return new Target.ForStackManipulation(new TextConstant(plan(instrumentedMethod)));
  }
}
