package org.evsebridge.simulator.rig;

import java.nio.file.Path;
import java.util.Optional;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.bridge.config.http.HttpConfig;

/**
 * Where the rig is to appear.
 *
 * @param dir the folder of the virtual ports
 * @param host what the TCP ports listen on
 * @param p1Port the smart meter's TCP port; 0 picks a free one
 * @param modbusPort the charging module's TCP port; 0 picks a free one
 * @param bridge whether the bridge runs in front
 * @param guard its load guard, whose lines have the names that they have in the rig
 * @param house what it serves to the house
 */
public record RigOptions(
    Path dir,
    String host,
    int p1Port,
    int modbusPort,
    boolean bridge,
    Optional<GuardConfig> guard,
    Optional<HttpConfig> house) {
  public static final String HOST = "127.0.0.1";
  public static final int P1_PORT = 2000;
  public static final int MODBUS_PORT = 1502;

  /** Without a load guard, and with nothing served to the house. */
  public RigOptions(Path dir, String host, int p1Port, int modbusPort, boolean bridge) {
    this(dir, host, p1Port, modbusPort, bridge, Optional.empty(), Optional.empty());
  }
}
