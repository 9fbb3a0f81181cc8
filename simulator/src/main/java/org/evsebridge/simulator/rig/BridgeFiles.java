package org.evsebridge.simulator.rig;

import java.util.List;
import java.util.function.UnaryOperator;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.simulator.station.LineSettings;

/** The two files that the rig's bridge runs from, as a person would write them. */
final class BridgeFiles {
  static final String SER2NET = "ser2net.yaml";
  static final String BRIDGE = "bridge.yaml";

  /** evcc, a logger, a person with nc, and places to spare. */
  private static final int METER_READERS = 16;

  private BridgeFiles() {}

  /**
   * @param device where the bridge finds the tap of a name
   */
  static String ser2net(RigOptions options, LineSettings meter, UnaryOperator<String> device) {
    SerialSettings serial = meter.serial();
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
                      %d%s,local
        """
        .formatted(
            options.host(),
            options.p1Port(),
            METER_READERS,
            device.apply(meter.tap()),
            serial.baudrate(),
            ser2netComset(serial));
  }

  /** ser2net writes 8N1 as n81. */
  private static String ser2netComset(SerialSettings serial) {
    return Character.toLowerCase(serial.parity().name().charAt(0))
        + String.valueOf(serial.dataBits())
        + serial.stopBits();
  }

  /**
   * A gateway for each line; the first listens on the port that was asked for, others behind it.
   */
  static String bridge(RigOptions options, List<LineSettings> buses, UnaryOperator<String> device) {
    StringBuilder text = new StringBuilder("ser2net: " + SER2NET + "\nmodbusproxy:\n");
    for (int i = 0; i < buses.size(); i++) {
      LineSettings bus = buses.get(i);
      text.append(
          """
            - port: %d
              host: %s
              device: %s
              baudrate: %d
              comset: %s
              frame-silence: 250ms  # a simulated line stalls with a busy machine
          """
              .formatted(
                  options.modbusPort() == 0 ? 0 : options.modbusPort() + i,
                  options.host(),
                  device.apply(bus.tap()),
                  bus.serial().baudrate(),
                  bus.serial().comset()));
    }
    return text.toString();
  }
}
