package org.evsebridge.simulator.junit;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What says how a test's station is to be: its own annotation, else what its class says, else the
 * class around that one. In a class an extension that is registered by hand counts before the
 * annotation.
 *
 * @param annotation empty where it is one registered by hand
 * @param byHand those that are registered by hand at the place that counts
 */
record Wanted(Optional<EvseRig> annotation, List<EvseRigExtension> byHand) {
  static Wanted of(ExtensionContext context) {
    Optional<EvseRig> onTest =
        context.getTestMethod().flatMap(m -> AnnotationSupport.findAnnotation(m, EvseRig.class));
    return onTest.isPresent()
        ? new Wanted(onTest, List.of())
        : around(context.getRequiredTestClass(), context);
  }

  private static Wanted around(Class<?> test, ExtensionContext context) {
    List<EvseRigExtension> byHand = byHand(test, context);
    Optional<EvseRig> annotation = AnnotationSupport.findAnnotation(test, EvseRig.class);
    if (!byHand.isEmpty()) {
      return new Wanted(Optional.empty(), byHand);
    }
    return annotation.isPresent() || test.getEnclosingClass() == null
        ? new Wanted(annotation, List.of())
        : around(test.getEnclosingClass(), context);
  }

  private static List<EvseRigExtension> byHand(Class<?> test, ExtensionContext context) {
    List<EvseRigExtension> ofClass =
        AnnotationSupport.findAnnotatedFieldValues(
            test, RegisterExtension.class, EvseRigExtension.class);
    return ofClass.isEmpty()
        ? context
            .getTestInstances()
            .flatMap(instances -> instances.findInstance(test))
            .map(
                instance ->
                    AnnotationSupport.findAnnotatedFieldValues(
                        instance, RegisterExtension.class, EvseRigExtension.class))
            .orElse(List.of())
        : ofClass;
  }

  /**
   * Whether this is for an extension to do.
   *
   * @param hand the one registered by hand; empty for that of the annotation
   */
  boolean isBy(Optional<EvseRigExtension> hand) {
    return hand.isPresent()
        ? byHand.contains(hand.get()) || byHand.isEmpty() && annotation.isEmpty()
        : annotation.isPresent();
  }
}
