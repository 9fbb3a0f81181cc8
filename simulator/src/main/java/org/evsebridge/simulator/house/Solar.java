package org.evsebridge.simulator.house;

import java.time.Duration;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.time.SimulatedClock;

/** Panels under a clear sky: a load that feeds back, evenly over the inverter's phases. */
final class Solar implements Load {
  private final ClearSky sky;
  private final SimulatedClock clock;
  private final PerPhase peakAmperes;
  private long second = -1;
  private PerPhase amperes = PerPhase.ZERO;

  /**
   * @param peakWatts of each phase
   */
  Solar(ClearSky sky, SimulatedClock clock, PerPhase peakWatts) {
    this.sky = sky;
    this.clock = clock;
    this.peakAmperes = peakWatts.map(watts -> watts / Phase.NOMINAL_VOLTS);
  }

  @Override
  public void tick(Duration step) {
    long now = clock.instant().getEpochSecond();
    if (now != second) {
      second = now;
      double share = sky.shareOfPeak(clock.instant());
      amperes = peakAmperes.map(peak -> -peak * share);
    }
  }

  @Override
  public PerPhase amperes() {
    return amperes;
  }
}
