package org.evsebridge.simulator;

import org.evsebridge.bridge.process.PortNumber;
import org.evsebridge.simulator.rig.RigOptions;
import picocli.CommandLine.Option;

/**
 * Where the smart meter and the charging module are on TCP, for commands that serve or dial them.
 */
final class PortOptions {
  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The address of the TCP ports (default: ${DEFAULT-VALUE}).")
  private String host = RigOptions.HOST;

  @Option(
      names = "--p1-port",
      paramLabel = "PORT",
      description =
          "The smart meter's TCP port; a rig takes a free one for 0 (default: ${DEFAULT-VALUE}).")
  private PortNumber p1Port = new PortNumber(RigOptions.P1_PORT);

  @Option(
      names = "--modbus-port",
      paramLabel = "PORT",
      description =
          "The charging module's Modbus TCP port; a rig takes a free one for 0 (default:"
              + " ${DEFAULT-VALUE}).")
  private PortNumber modbusPort = new PortNumber(RigOptions.MODBUS_PORT);

  String host() {
    return host;
  }

  int p1() {
    return p1Port.number();
  }

  int modbus() {
    return modbusPort.number();
  }
}
