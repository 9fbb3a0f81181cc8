package org.evsebridge.simulator.junit;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * What {@link EvseRig} registers. It is a type of its own because JUnit registers none that is
 * registered already: beside a {@link EvseRigExtension} by hand the annotation would be lost.
 */
final class AnnotatedRig
    implements BeforeEachCallback,
        ParameterResolver,
        LifecycleMethodExecutionExceptionHandler,
        TestExecutionExceptionHandler {
  private final EvseRigExtension rig = new EvseRigExtension();

  @Override
  public void beforeEach(ExtensionContext context) {
    rig.beforeEach(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return rig.supportsParameter(parameter, context);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return rig.resolveParameter(parameter, context);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    rig.handleBeforeEachMethodExecutionException(context, failure);
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    rig.handleAfterEachMethodExecutionException(context, failure);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    rig.handleTestExecutionException(context, failure);
  }
}
