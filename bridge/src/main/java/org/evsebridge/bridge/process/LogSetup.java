package org.evsebridge.bridge.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * The log of both programs: one line an event on standard error, written by a thread of its own: a
 * terminal that was halted, or a pipe that nobody reads, takes nothing, and event loops must not
 * wait for it. Only a program's {@code main} sets it up: whoever uses the classes as a library
 * configures logging as he likes. Built in code because reading an XML file would cost a tenth of a
 * second at each start.
 */
public final class LogSetup {
  private static final String PROVIDER = LoggerFactory.PROVIDER_PROPERTY_KEY;
  private static final String VERBOSITY = "slf4j.internal.verbosity";

  private LogSetup() {}

  /** Sets the log up for a program; what waits to be written at its end is written. */
  public static void start() {
    System.setProperty(PROVIDER, ProgramLogging.class.getName());
    System.setProperty(VERBOSITY, "WARN"); // otherwise SLF4J logs which provider it uses
    level(false);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Runtime.getRuntime().addShutdownHook(new Thread(context::stop, "last of the log"));
  }

  /** Sets how much both programs log; at debug also stack traces and the logger's name. */
  public static void level(boolean debug) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    install(context, debug ? Level.DEBUG : Level.INFO);
  }

  /**
   * For a program that shows something of its own on the terminal to which the log goes.
   *
   * @param around gets what writes a line, runs it, and makes room for it before
   */
  public static void around(Consumer<Runnable> around) {
    LogWriter.around(around);
  }

  static void install(LoggerContext context, Level level) {
    boolean debug = level == Level.DEBUG;
    LogLayout layout = new LogLayout(debug, Journal.isStandardError());
    layout.start();
    LogWriter log = new LogWriter(layout);
    log.setContext(context);
    log.start();
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(log);
    root.setLevel(Level.WARN);
    // Netty warns of machines without a network card, which is none of the user's troubles.
    context.getLogger("io.netty").setLevel(debug ? Level.WARN : Level.ERROR);
    // Its MQTT client tells of each try that fails, with the stack, which the bridge does in a
    // line.
    context.getLogger("io.vertx.mqtt").setLevel(debug ? Level.WARN : Level.OFF);
    context.getLogger("javax.jmdns").setLevel(debug ? Level.WARN : Level.OFF);
    context.getLogger("org.evsebridge").setLevel(level);
  }
}
