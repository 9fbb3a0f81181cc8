package org.evsebridge.simulator.config;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Rule;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.house.ClearSky;
import org.evsebridge.simulator.house.Connection;
import org.evsebridge.simulator.house.SunSettings;

/** An entry of {@code house.sun}. */
final class SunBlock {
  private static final Key<Optional<Double>> PEAK =
      Key.number("peak", 0, 100_000)
          .optional()
          .says("W; what the panels give at their best, on all their phases together")
          .such("6000");

  private static final Key<Optional<DayProfile>> PROFILE =
      Key.of("profile", DayProfile.KIND)
          .optional()
          .says("W over the day, instead of a clear sky")
          .such("{\"06:00\": 0, \"12:00\": 4500, \"20:00\": 0}");

  private static final Key<Double> LATITUDE =
      Key.number("latitude", -90, 90)
          .or(SunSettings.DEFAULT_SKY.latitude())
          .says("° north of the panels");

  private static final Key<Double> LONGITUDE =
      Key.number("longitude", -180, 180)
          .or(SunSettings.DEFAULT_SKY.longitude())
          .says("° east of the panels");

  static final Block<Function<Connection, SunSettings>> BLOCK =
      Block.of(PEAK, PROFILE, PhasesKey.PHASES, LATITUDE, LONGITUDE)
          .rule(
              Rule.of(
                  "the sun needs either the panels' 'peak' in watts or a 'profile'",
                  given -> given.has(PEAK) != given.has(PROFILE)))
          .making(given -> connection -> sun(given, connection));

  private SunBlock() {}

  private static SunSettings sun(Values given, Connection connection) {
    Set<Phase> phases = PhasesKey.of(given, connection);
    return new SunSettings(
        new ClearSky(given.get(LATITUDE), given.get(LONGITUDE)),
        PerPhase.on(phases, given.get(PEAK).orElse(0.0) / phases.size()),
        given.get(PROFILE).map(day -> day.on(phases)));
  }
}
