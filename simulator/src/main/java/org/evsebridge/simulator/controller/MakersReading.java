package org.evsebridge.simulator.controller;

import java.io.IOException;
import java.util.NoSuchElementException;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.p1.DataSet;
import org.evsebridge.bridge.p1.Obis;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TelegramValues;

/**
 * What the maker's controller takes out of a telegram: not the currents, which have no sign and no
 * decimals, but powers over voltage. It takes only DSMR 5.0 and cuts the values out at fixed
 * columns; that it looks at the checksum is assumed, and so is that it leaves out the phases that a
 * one-phase meter does not show.
 */
final class MakersReading {
  private static final String VERSION = "50";
  private static final int KILOWATT_DIGITS = "00.106".length();
  private static final int VOLT_DIGITS = "229.5".length();

  private final TelegramValues values;

  private MakersReading(TelegramValues values) {
    this.values = values;
  }

  /**
   * Amperes from the grid on each phase, negative when it feeds back, 0 on a phase that the meter
   * does not have.
   *
   * @throws IOException when the telegram is not usable; the message says why
   */
  static PerPhase parse(Telegram telegram) throws IOException {
    if (telegram.checksum() != Telegram.Checksum.RIGHT) {
      throw new IOException("damaged");
    }
    TelegramValues values = telegram.values();
    if (!values.get(Obis.VERSION).map(DataSet::text).orElse("").equals(VERSION)) {
      throw new IOException("not DSMR 5.0");
    }
    MakersReading reading = new MakersReading(values);
    return new PerPhase(
        reading.amperes(Phase.L1),
        reading.amperesIfShown(Phase.L2),
        reading.amperesIfShown(Phase.L3));
  }

  /** A phase with one value in the telegram must have all of them. */
  private double amperesIfShown(Phase phase) throws IOException {
    boolean shown =
        values.get(Obis.importPower(phase)).isPresent()
            || values.get(Obis.exportPower(phase)).isPresent()
            || values.get(Obis.voltage(phase)).isPresent();
    return shown ? amperes(phase) : 0;
  }

  private double amperes(Phase phase) throws IOException {
    double kilowatts =
        value(Obis.importPower(phase), KILOWATT_DIGITS)
            - value(Obis.exportPower(phase), KILOWATT_DIGITS);
    double volts = value(Obis.voltage(phase), VOLT_DIGITS);
    return volts == 0 ? 0 : 1000 * kilowatts / volts;
  }

  private double value(Obis object, int digits) throws IOException {
    try {
      return Double.parseDouble(values.get(object).orElseThrow().text().substring(0, digits));
    } catch (NoSuchElementException | NumberFormatException | IndexOutOfBoundsException e) {
      throw new IOException("no value for " + object.reference(), e);
    }
  }
}
