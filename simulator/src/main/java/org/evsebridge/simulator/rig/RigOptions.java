package org.evsebridge.simulator.rig;

import java.nio.file.Path;
import java.util.Optional;
import org.evsebridge.bridge.config.guard.GuardConfig;

/**
 * Where the rig is to appear.
 *
 * @param dir the folder of the virtual ports
 * @param host what the TCP ports listen on
 * @param p1Port the smart meter's TCP port; 0 picks a free one
 * @param modbusPort the charging module's TCP port; 0 picks a free one
 * @param bridge whether the bridge runs in front
 * @param guard its load guard, whose lines have the names that they have in the rig
 */
public record RigOptions(
    Path dir,
    String host,
    int p1Port,
    int modbusPort,
    boolean bridge,
    Optional<GuardConfig> guard) {
  public static final String HOST = "127.0.0.1";
  public static final int P1_PORT = 2000;
  public static final int MODBUS_PORT = 1502;

  /** Without a load guard. */
  public RigOptions(Path dir, String host, int p1Port, int modbusPort, boolean bridge) {
    this(dir, host, p1Port, modbusPort, bridge, Optional.empty());
  }
}
