package org.evsebridge.simulator.rig;

import java.nio.file.Path;
import org.evsebridge.bridge.config.SerialSettings;

/** The two files that the rig's bridge runs from, as a person would write them. */
final class BridgeFiles {
  static final String SER2NET = "ser2net.yaml";
  static final String BRIDGE = "bridge.yaml";

  /** evcc, a logger, a person with nc, and places to spare. */
  private static final int METER_READERS = 16;

  private BridgeFiles() {}

  static String ser2net(RigOptions options, Path device, SerialSettings settings) {
    return """
        %%YAML 1.1
        ---
        connection: &meter
            accepter: tcp,%s,%d
            enable: on
            options:
              max-connections: %d
              kickolduser: true
            connector: serialdev,
                      %s,
                      %dn81,local
        """
        .formatted(options.host(), options.p1Port(), METER_READERS, device, settings.baudrate());
  }

  static String bridge(RigOptions options, Path device, SerialSettings settings) {
    return """
        ser2net: %s
        modbusproxy:
          - port: %d
            host: %s
            device: %s
            baudrate: %d
            comset: 8N1
        """
        .formatted(SER2NET, options.modbusPort(), options.host(), device, settings.baudrate());
  }
}
