package org.evsebridge.simulator.scenario;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.house.Battery;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station;

/**
 * Writes a run down as CSV, a row each interval of simulated time, and one more when the clock is
 * set: what the clock shows, the phases, what the meter counts, and each charger, all as they are
 * at that moment.
 */
public final class Recorder implements AutoCloseable {
  private static final List<String> OF_STATION =
      List.of(
          "time",
          "L1_A",
          "L2_A",
          "L3_A",
          "L1_V",
          "L2_V",
          "L3_V",
          "power_kW",
          "import_kWh",
          "export_kWh");

  /** Only where there can be a sun. */
  private static final String OF_SUN = "sun_kW";

  /** Only where there can be one. */
  private static final List<String> OF_BATTERY = List.of("battery_kW", "battery_soc_percent");

  private static final List<String> OF_CHARGER =
      List.of("state", "limit_A", "L1_A", "L2_A", "L3_A", "charged_kWh", "soc_percent");

  private final PrintWriter out;
  private final long everySeconds;
  private boolean hasSun;
  private boolean hasBattery;
  private long due; // seconds since the start
  private long clockAheadMillis; // of the time that has passed; changes when it is set

  private Recorder(PrintWriter out, long everySeconds) {
    this.out = out;
    this.everySeconds = everySeconds;
  }

  /**
   * Creates the file, in the place of one of that name.
   *
   * @param every from one row to the next; {@link #isInterval}
   */
  public static Recorder to(Path file, Duration every) throws IOException {
    return new Recorder(new PrintWriter(Files.newBufferedWriter(file)), every.toSeconds());
  }

  /** Whether rows can be so far apart: by whole seconds, at least one. */
  public static boolean isInterval(Duration every) {
    return every.toSeconds() >= 1 && every.getNano() == 0;
  }

  /**
   * Begins, before the first step, with the names of the columns: those of sun and battery where
   * the rig has them, an event gives them, or a program outside can.
   */
  void begin(Station.Models models, Scenario scenario) {
    hasSun = models.house().sun().isThere() || scenario.mayChange("sun");
    hasBattery = models.house().battery().settings().isPresent() || scenario.mayChange("battery");
    clockAheadMillis = models.clock().instant().toEpochMilli();
    head(models.chargers());
  }

  /**
   * Looks at the station after a step.
   *
   * @param now since the start of the run
   */
  void look(Duration now, Station.Models models) {
    long ahead = models.clock().instant().toEpochMilli() - now.toMillis();
    boolean isDue = now.toSeconds() >= due;
    if (isDue || ahead != clockAheadMillis) {
      row(models);
    }
    clockAheadMillis = ahead;
    due += isDue ? everySeconds : 0;
  }

  private void head(List<Charger> chargers) {
    StringBuilder line = new StringBuilder(String.join(",", OF_STATION));
    if (hasSun) {
      line.append(',').append(OF_SUN);
    }
    if (hasBattery) {
      line.append(",").append(String.join(",", OF_BATTERY));
    }
    for (Charger charger : chargers) {
      for (String column : OF_CHARGER) {
        line.append(',').append(charger.settings().name()).append('_').append(column);
      }
    }
    out.println(line);
  }

  private void row(Station.Models models) {
    ZoneId zone = models.clock().zone();
    StringBuilder line =
        new StringBuilder(
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                models.clock().instant().atZone(zone).withNano(0)));
    phases(line, models.house().flow().amperes());
    phases(line, models.house().volts());
    number(line, models.house().flow().watts().sum() / 1000);
    number(line, models.meter().importedKwh());
    number(line, models.meter().exportedKwh());
    if (hasSun) {
      optional(line, models.house().sun().isThere(), models.house().sunWatts() / 1000);
    }
    if (hasBattery) {
      Battery battery = models.house().battery();
      optional(line, battery.settings().isPresent(), battery.watts() / 1000);
      optional(line, battery.settings().isPresent(), battery.percent());
    }
    for (Charger charger : models.chargers()) {
      line.append(',').append(charger.state());
      line.append(',').append(charger.module().advertisedAmperes());
      phases(line, charger.current());
      number(line, charger.module().totalEnergy());
      line.append(',');
      charger.module().car().ifPresent(car -> line.append(decimals(car.percent())));
    }
    out.println(line);
  }

  private static void phases(StringBuilder line, PerPhase values) {
    for (Phase phase : Phase.values()) {
      number(line, values.get(phase));
    }
  }

  private static void number(StringBuilder line, double value) {
    line.append(',').append(decimals(value));
  }

  /** Nothing where what it is of is not there. */
  private static void optional(StringBuilder line, boolean isThere, double value) {
    line.append(',').append(isThere ? decimals(value) : "");
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  @Override
  public void close() throws IOException {
    out.close();
    if (out.checkError()) {
      throw new IOException("the recording could not be written");
    }
  }
}
