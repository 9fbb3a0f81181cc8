package org.evsebridge.simulator.rig;

import java.nio.file.Path;

/**
 * Where the rig is to appear.
 *
 * @param dir the folder of the virtual ports
 * @param host what the TCP ports listen on
 * @param p1Port the smart meter's TCP port; 0 picks a free one
 * @param modbusPort the charging module's TCP port; 0 picks a free one
 * @param bridge whether the bridge runs in front
 */
public record RigOptions(Path dir, String host, int p1Port, int modbusPort, boolean bridge) {
  public static final String HOST = "127.0.0.1";
  public static final int P1_PORT = 2000;
  public static final int MODBUS_PORT = 1502;
}
