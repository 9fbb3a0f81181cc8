package org.evsebridge.bridge.process;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logback for a program that sets it up in code: its own provider looks for configuration files,
 * and sets up a log of its own where there are none, which takes a tenth of the start. Named by
 * {@link LogSetup#start}, never found by itself.
 */
public final class ProgramLogging implements SLF4JServiceProvider {
  private final LoggerContext context = new LoggerContext();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final LogbackMDCAdapter perThread = new LogbackMDCAdapter();

  @Override
  public void initialize() {
    context.setName("default");
    context.setMDCAdapter(perThread);
    context.start();
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return context;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return perThread;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99"; // any of SLF4J 2.0, as providers are to say it
  }
}
