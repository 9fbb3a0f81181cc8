package org.evsebridge.simulator.station;

import java.util.Optional;
import org.evsebridge.bridge.config.Fields;
import org.evsebridge.bridge.config.SerialSettings;

/**
 * A serial line as an entry of rig.yaml's {@code lines} describes it.
 *
 * @param name what meter and chargers call it
 * @param tap the name of its virtual port
 */
public record LineSettings(String name, SerialSettings serial, String tap) {
  /** The smart meter's line in the default rig. */
  public static final LineSettings METER = new LineSettings("p1", SerialSettings.P1, "ttyP1");

  /** The charging module's line in the default rig. */
  public static final LineSettings BUS =
      new LineSettings("rs485", SerialSettings.MODULE, "ttyEVSE");

  private static final int HIGHEST_BAUDRATE = 4_000_000;

  /** Takes the whole block. */
  static LineSettings parse(Fields fields) {
    boolean named = fields.has("name");
    if (!named) {
      fields.problem(fields.at(), "'name' is missing: what meter and chargers call this line");
    }
    String name = fields.text("name").orElse("");
    LineSettings usual = name.equals(METER.name) ? METER : BUS;
    SerialSettings comset =
        fields
            .value("comset", "8N1, 8E1 or another such", usual.serial::withComset)
            .orElse(usual.serial);
    int baudrate = fields.integer("baudrate", 1, HIGHEST_BAUDRATE).orElse(usual.serial.baudrate());
    String tap =
        fields
            .value("tap", "a file name without '/'", LineSettings::fileName)
            .orElse(name.equals(usual.name) ? usual.tap : "tty-" + name);
    fields.done();
    return new LineSettings(name, comset.withBaudrate(baudrate), tap);
  }

  private static Optional<String> fileName(String text) {
    return text.matches("[A-Za-z0-9._-]+") && !text.startsWith(".")
        ? Optional.of(text)
        : Optional.empty();
  }
}
