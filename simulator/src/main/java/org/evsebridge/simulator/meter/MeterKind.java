package org.evsebridge.simulator.meter;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.grid.Phase;

/**
 * A kind of smart meter: how its port is set, whether its telegrams have a checksum, how often it
 * sends and asks the meters on its M-Bus channels, when its tariffs change and which objects it
 * shows in which order.
 */
public enum MeterKind {
  DSMR_5(
      "dsmr-5.0",
      "the Dutch meter of today",
      Sending.OF_TODAY,
      1,
      300,
      TariffTimes.DUTCH,
      DutchTelegram::dsmr5),
  DSMR_4_2(
      "dsmr-4.2",
      "the Dutch meter before; no voltages",
      Sending.OF_TODAY,
      10,
      3600,
      TariffTimes.DUTCH,
      DutchTelegram::dsmr4),
  DSMR_3(
      "dsmr-3.0",
      "no version, time or phases; the gas meter's reading in a line of its own",
      Sending.BEFORE_DSMR_4,
      10,
      3600,
      TariffTimes.DUTCH,
      DutchTelegram::dsmr3),
  DSMR_2_2(
      "dsmr-2.2",
      "the same with fewer digits",
      Sending.BEFORE_DSMR_4,
      10,
      3600,
      TariffTimes.DUTCH,
      DutchTelegram::dsmr22),
  E_MUCS(
      "e-mucs",
      "Belgian: quarter-hour peaks, currents with two decimals, water at 0-2:24.2.1",
      Sending.OF_TODAY,
      1,
      300,
      TariffTimes.BELGIAN,
      BelgianTelegram::objects),
  SWEDISH(
      "swedish",
      "totals without tariffs, kvar, currents with one decimal, no M-Bus",
      Sending.OF_TODAY,
      10,
      3600,
      TariffTimes.DUTCH,
      SwedishTelegram::objects),
  HUNGARIAN(
      "hungarian",
      "totals and four tariffs, quadrants, power factors, no M-Bus; without 0-0:98.1.0",
      Sending.OF_TODAY,
      10,
      3600,
      TariffTimes.BELGIAN,
      HungarianTelegram::objects);

  /** How telegrams leave a meter. */
  private enum Sending {
    OF_TODAY(SerialSettings.P1, true),
    BEFORE_DSMR_4(SerialSettings.P1_BEFORE_DSMR_4, false);

    private final SerialSettings serial;
    private final boolean checksum;

    Sending(SerialSettings serial, boolean checksum) {
      this.serial = serial;
      this.checksum = checksum;
    }
  }

  private final String id;
  private final String says;
  private final Sending port;
  private final Duration cadence;
  private final Duration mbusCapture;
  private final TariffTimes tariffs;
  private final BiFunction<List<Phase>, List<MbusSettings>, List<CosemObject>> objects;

  MeterKind(
      String id,
      String says,
      Sending port,
      int cadenceSeconds,
      int mbusCaptureSeconds,
      TariffTimes tariffs,
      BiFunction<List<Phase>, List<MbusSettings>, List<CosemObject>> objects) {
    this.id = id;
    this.says = says;
    this.port = port;
    this.cadence = Duration.ofSeconds(cadenceSeconds);
    this.mbusCapture = Duration.ofSeconds(mbusCaptureSeconds);
    this.tariffs = tariffs;
    this.objects = objects;
  }

  /** The kind of that name in rig.yaml. */
  public static Optional<MeterKind> named(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }

  /** Every kind's name in rig.yaml, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(kind -> kind.id).collect(Collectors.joining(", "));
  }

  /** What distinguishes it from other kinds, in a phrase. */
  public String says() {
    return says;
  }

  @Override
  public String toString() {
    return id;
  }

  /** How the port is set. */
  public SerialSettings serial() {
    return port.serial;
  }

  /** Whether CRC-16/ARC stands behind a telegram: from DSMR 4 on. */
  public boolean hasChecksum() {
    return port.checksum;
  }

  /** From one telegram to the next; a telegram is due when the clock shows a multiple of it. */
  public Duration cadence() {
    return cadence;
  }

  /** From one reading of a meter on an M-Bus channel to the next, on the clock as well. */
  Duration mbusCapture() {
    return mbusCapture;
  }

  TariffTimes tariffs() {
    return tariffs;
  }

  /** The telegram's lines for a meter that is connected to these phases and has these channels. */
  List<CosemObject> objects(List<Phase> phases, List<MbusSettings> mbus) {
    return objects.apply(phases, mbus);
  }
}
