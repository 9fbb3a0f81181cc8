package org.evsebridge.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.evsebridge.simulator.rig.Rig;

/**
 * A controller that is a program of its own. What it prints goes to standard error. It is started
 * and ended as the scenario wants it alive or dead.
 */
final class OutsideController implements AutoCloseable {
  private final List<String> command;
  private Process process;
  private boolean running;

  private OutsideController(List<String> command) {
    this.command = command;
  }

  /**
   * Nothing is started yet.
   *
   * @param command nothing when somebody else starts the controller; {@code {p1-port}} and {@code
   *     {modbus-port}} stand for the ports
   */
  static OutsideController of(List<String> command, Rig.Doors doors) {
    return new OutsideController(
        command.stream()
            .map(word -> word.replace("{p1-port}", port(doors.p1())))
            .map(word -> word.replace("{modbus-port}", port(doors.modbus())))
            .toList());
  }

  private static String port(InetSocketAddress address) {
    return String.valueOf(address.getPort());
  }

  /** Starts it or ends it, if it is not as wanted. */
  void keep(boolean alive) throws IOException {
    if (alive == running || command.isEmpty()) {
      return;
    }
    running = alive;
    if (alive) {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.to(Path.of("/dev/stderr").toFile()))
              .start();
    } else {
      process.destroy();
    }
  }

  @Override
  public void close() throws IOException {
    keep(false);
  }
}
