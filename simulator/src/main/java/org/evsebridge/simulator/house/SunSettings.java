package org.evsebridge.simulator.house;

import java.util.Optional;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * Solar panels: a clear sky over them, or what they gave written down.
 *
 * @param peakWatts of each phase
 * @param profile watts over the day instead of a clear sky
 */
public record SunSettings(ClearSky sky, PerPhase peakWatts, Optional<Profile> profile) {
  /** The middle of the Netherlands. */
  public static final ClearSky DEFAULT_SKY = new ClearSky(52.1, 5.2);

  Load load(SimulatedClock clock) {
    return profile
        .<Load>map(day -> new FeedsBack(new ProfileLoad(day, clock, 0, 0)))
        .orElseGet(() -> new Solar(sky, clock, peakWatts));
  }
}
