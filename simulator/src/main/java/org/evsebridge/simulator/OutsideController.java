package org.evsebridge.simulator;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.simulator.rig.Rig;

/**
 * A controller that is a program of its own. What it prints is passed on. It is started and ended
 * whenever the scenario wants it.
 */
final class OutsideController implements AutoCloseable {
  /** How long it may take to end when asked to; then it is killed. */
  private static final long CLOSE_MILLIS = 2_000;

  private final List<String> command;
  private final Writer output;
  private final Set<ProcessHandle> family = new HashSet<>();
  private Process process;
  private Thread pump;
  private boolean running;
  private long ended; // System.nanoTime

  private OutsideController(List<String> command, Writer output) {
    this.command = command;
    this.output = output;
  }

  /**
   * Nothing is started yet.
   *
   * @param command nothing when somebody else starts the controller; {@code {p1-port}} and {@code
   *     {modbus-port}} stand for the ports
   * @param output gets what it prints
   */
  static OutsideController of(List<String> command, Rig.Addresses addresses, Writer output) {
    return new OutsideController(
        command.stream()
            .map(word -> word.replace("{p1-port}", port(addresses.p1())))
            .map(word -> word.replace("{modbus-port}", port(addresses.modbus())))
            .toList(),
        output);
  }

  private static String port(InetSocketAddress address) {
    return String.valueOf(address.getPort());
  }

  /** Starts it or ends it, if it is not as wanted. To be called again and again. */
  void keep(boolean alive) throws IOException {
    if (command.isEmpty()) {
      return;
    }
    if (running) {
      process.descendants().forEach(family::add); // while their parents live they can be found
    }
    if (alive == running) {
      if (!running && System.nanoTime() - ended > TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS)) {
        kill();
      }
      return;
    }
    running = alive;
    if (alive) {
      kill(); // nothing of its life before controls anything any more
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      Reader printed = process.inputReader();
      pump = Threads.daemon("controller-output", () -> copy(printed));
      pump.start();
      family.add(process.toHandle());
    } else {
      family.forEach(ProcessHandle::destroy);
      ended = System.nanoTime();
    }
  }

  private void kill() {
    family.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    family.clear();
  }

  /** The exit status of a controller that has ended although it was wanted. */
  Optional<Integer> endedByItself() {
    return running && !process.isAlive() ? Optional.of(process.exitValue()) : Optional.empty();
  }

  /** Passed on here, not by a redirection, which would open our standard error a second time. */
  private void copy(Reader printed) {
    char[] some = new char[1024];
    try {
      for (int n = printed.read(some); n >= 0; n = printed.read(some)) {
        output.write(some, 0, n);
        output.flush();
      }
    } catch (IOException e) {
      // It has been ended.
    }
  }

  @Override
  public void close() throws IOException {
    keep(false);
    try {
      if (process != null) {
        process.waitFor(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        kill();
        process.waitFor(CLOSE_MILLIS, TimeUnit.MILLISECONDS); // its folder goes next
        pump.join(CLOSE_MILLIS); // its last words
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
