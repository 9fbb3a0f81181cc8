package org.evsebridge.simulator.config;

import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.simulator.house.ClearSky;
import org.evsebridge.simulator.house.Connection;
import org.evsebridge.simulator.house.Profile;
import org.evsebridge.simulator.house.SunSettings;

/** An entry of {@code house.sun}. */
final class SunBlock {
  private SunBlock() {}

  static SunSettings read(Fields fields, Connection connection) {
    Set<Phase> phases = PhasesKey.read(fields, connection);
    if (fields.has("peak") == fields.has("profile")) {
      fields.problem(
          fields.at(), "the sun needs either the panels' 'peak' in watts or a 'profile'");
    }
    Optional<Double> peak = fields.number("peak", 0, 100_000);
    Optional<Profile> profile =
        fields.node("profile").flatMap(node -> ProfileReader.read(node, phases, fields));
    ClearSky sky =
        new ClearSky(
            fields.number("latitude", -90, 90).orElse(SunSettings.DEFAULT_SKY.latitude()),
            fields.number("longitude", -180, 180).orElse(SunSettings.DEFAULT_SKY.longitude()));
    fields.done();
    return new SunSettings(sky, PerPhase.on(phases, peak.orElse(0.0) / phases.size()), profile);
  }
}
