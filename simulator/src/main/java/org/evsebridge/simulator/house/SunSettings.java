package org.evsebridge.simulator.house;

import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.config.Fields;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * One entry of {@code house.sun}: a clear sky over panels, or what they gave written down.
 *
 * @param peakWatts of each phase
 * @param profile watts over the day instead of a clear sky
 */
record SunSettings(ClearSky sky, PerPhase peakWatts, Optional<Profile> profile) {
  /** The middle of the Netherlands. */
  private static final ClearSky USUAL = new ClearSky(52.1, 5.2);

  static SunSettings parse(Fields fields, Connection connection) {
    Set<Phase> phases = PhaseList.parse(fields, connection);
    if (fields.has("peak") == fields.has("profile")) {
      fields.problem(
          fields.at(), "the sun needs either the panels' 'peak' in watts or a 'profile'");
    }
    Optional<Double> peak = fields.number("peak", 0, 100_000);
    Optional<Profile> profile =
        fields.node("profile").flatMap(node -> ProfileReader.read(node, phases, fields));
    ClearSky sky =
        new ClearSky(
            fields.number("latitude", -90, 90).orElse(USUAL.latitude()),
            fields.number("longitude", -180, 180).orElse(USUAL.longitude()));
    fields.done();
    return new SunSettings(
        sky, PhaseList.spread(peak.orElse(0.0) / phases.size(), phases), profile);
  }

  Load load(SimulatedClock clock) {
    return profile
        .<Load>map(day -> new FeedsBack(new ProfileLoad(day, clock, 0, 0)))
        .orElseGet(() -> new Solar(sky, clock, peakWatts));
  }
}
