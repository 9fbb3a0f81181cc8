package org.evsebridge.bridge.process;

import com.sun.jna.LastErrorException;
import java.lang.reflect.Proxy;
import org.evsebridge.bridge.natives.LibC;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unix signals, so that a program stopped with Ctrl-C or by systemd ends in order and with status 0
 * (a JVM left alone ends with 130 or 143).
 */
public final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /**
   * Undoes what a native library, or whoever started the program, has done: {@link #on} never sees
   * a signal that is ignored. Call this before it.
   */
  public static void stopIgnoring(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Object one = signal.getConstructor(String.class).newInstance(name);
      int number = (int) signal.getMethod("getNumber").invoke(one);
      LibC.signal(number, null);
    } catch (ReflectiveOperationException
        | IllegalArgumentException
        | LastErrorException
        | LinkageError e) {
      LOG.warn("SIG{} cannot be heard on this system", name);
    }
  }

  /**
   * Makes a signal do nothing; programs that this one starts from now on ignore it too.
   *
   * @param name without SIG
   */
  public static void ignore(String name) {
    try {
      Object nothing = Class.forName("sun.misc.SignalHandler").getField("SIG_IGN").get(null);
      handle(name, nothing);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.debug("SIG{} cannot be ignored on this system", name, e);
    }
  }

  /**
   * Runs an action on a thread of the JVM's each time a signal comes.
   *
   * @param name without SIG: {@code TERM}, {@code INT}, {@code HUP}
   * @return whether it will be heard: not when whoever started the program had it ignored, as nohup
   *     does
   */
  public static boolean on(String name, Runnable action) {
    // sun.misc.Signal is the JDK's only way; through reflection, because naming it is a warning
    // that no option silences, and warnings are errors here.
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> "handler of SIG" + name;
                  });
      return handle(name, proxy) != handler.getField("SIG_IGN").get(null);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.debug("no handler for SIG{} on this system", name, e);
      return false;
    }
  }

  private static Object handle(String name, Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    return signal
        .getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
        .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
  }
}
