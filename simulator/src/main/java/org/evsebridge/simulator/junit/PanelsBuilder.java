package org.evsebridge.simulator.junit;

import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Map;
import org.evsebridge.bridge.grid.Phase;

/** Solar panels: under a clear sky, or what they gave written down. */
public final class PanelsBuilder {
  private final Keys keys = new Keys();

  private PanelsBuilder() {}

  /**
   * Panels under a clear sky over the middle of the Netherlands.
   *
   * @param peakWatts what they give at their best, on all their phases together
   */
  public static PanelsBuilder panels(double peakWatts) {
    return new PanelsBuilder().with("peak", peakWatts);
  }

  /** Panels that give so many watts over the day, in straight lines between the times. */
  public static PanelsBuilder panels(Map<LocalTime, ? extends Number> watts) {
    return new PanelsBuilder().with("profile", watts);
  }

  /** The same in a CSV file that begins with {@code time,watts} or {@code time,L1,L2,L3}. */
  public static PanelsBuilder panels(Path csv) {
    return new PanelsBuilder().with("profile", csv.toAbsolutePath());
  }

  private PanelsBuilder with(String key, Object value) {
    keys.set(key, value);
    return this;
  }

  /** The phases that they hang on; all unless told otherwise. */
  public PanelsBuilder on(Phase... phases) {
    return with("phases", Keys.text(phases));
  }

  /** Where they stand, in degrees north and east. */
  public PanelsBuilder at(double latitude, double longitude) {
    return with("latitude", latitude).with("longitude", longitude);
  }

  Keys keys() {
    return keys;
  }
}
