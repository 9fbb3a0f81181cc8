package org.evsebridge.simulator.rig;

import java.nio.file.Path;
import org.evsebridge.simulator.config.BridgeSettings;

/**
 * Where the rig is to appear.
 *
 * @param dir the folder of the virtual ports
 * @param host what the TCP ports listen on
 * @param p1Port the smart meter's TCP port; 0 picks a free one
 * @param modbusPort the charging module's TCP port; 0 picks a free one
 * @param bridge the bridge in front
 */
public record RigOptions(Path dir, String host, int p1Port, int modbusPort, BridgeSettings bridge) {
  public static final String HOST = "127.0.0.1";
  public static final int P1_PORT = 2000;
  public static final int MODBUS_PORT = 1502;
  public static final int HTTP_PORT = 8080;

  /** Without a load guard, and with nothing for the house. */
  public RigOptions(Path dir, String host, int p1Port, int modbusPort, boolean bridge) {
    this(dir, host, p1Port, modbusPort, BridgeSettings.DEFAULT.running(bridge));
  }
}
