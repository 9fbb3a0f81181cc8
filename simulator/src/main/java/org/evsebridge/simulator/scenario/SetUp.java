package org.evsebridge.simulator.scenario;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.house.Connection;
import org.evsebridge.simulator.station.StationSettings;

/** How a station is set up. */
record SetUp(
    ZonedDateTime start,
    StationSettings station,
    ControllerSettings controller,
    Optional<GuardConfig> guard) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  /** In a line for people. */
  String text() {
    Connection connection = station.house().connection();
    String chargers =
        station.chargers().stream().map(SetUp::charger).collect(Collectors.joining(", "));
    return TIME.format(start)
        + ", "
        + connection
        + " with fuse "
        + connection.curve().name().toLowerCase(Locale.ROOT).replace('_', '-')
        + "; "
        + chargers
        + controller.ruleName().map(rule -> "; controller: " + rule).orElse("")
        + guard.map(known -> "; " + known.name()).orElse("");
  }

  private static String charger(ChargerSettings charger) {
    return String.format(
        Locale.ROOT,
        "charger %s, whose car %stakes %d x %.0f A",
        charger.name(),
        charger.carAfter().isPresent() ? "" : "is away at first and ",
        charger.car().phases(),
        charger.car().maxAmperes());
  }
}
