package org.evsebridge.bridge.config.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.yaml.ScalarKind;

/** Kinds of values that are read as freely as evcc reads them. */
final class EvccKinds {
  private EvccKinds() {}

  /** A switch, which may also be 1, 0, or nothing between quotes. */
  static final ScalarKind<Boolean> SWITCH =
      new ScalarKind<>(
          ScalarKind.SWITCH.words(),
          text ->
              switch (text) {
                case "1" -> Optional.of(true);
                case "0", "" -> Optional.of(false);
                default -> ScalarKind.SWITCH.parser().apply(text);
              },
          Map.of("enum", List.of(true, false, "on", "off", "yes", "no", "", 0, 1)),
          String::valueOf);

  /** How a character of eight bits stands on the line; evcc's {@code 80} is 8E1. */
  static final ScalarKind<SerialSettings> COMSET =
      ScalarKind.of("8 data bits, parity and stop bits, such as 8N1 or 8E1", EvccKinds::comset)
          .pattern("8[NEOneo][12]|80");

  private static Optional<SerialSettings> comset(String text) {
    return SerialSettings.MODULE
        .withComset(text.equals("80") ? "8E1" : text)
        .filter(settings -> settings.dataBits() == 8);
  }
}
