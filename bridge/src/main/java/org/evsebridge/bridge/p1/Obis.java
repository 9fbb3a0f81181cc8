package org.evsebridge.bridge.p1;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.evsebridge.bridge.grid.Phase;

/**
 * The objects of a telegram by their reduced OBIS reference {@code A-B:C.D.E}. Sources: Netbeheer
 * Nederland's P1 companion standards 2.2 to 5.0, the Belgian e-MUCS P1 specification, and the
 * Swedish branch recommendation, which adds reactive energy and power. The objects of the meters on
 * the M-Bus are {@link MBusDevice}'s.
 */
public enum Obis {
  /** 42, 50: the version of DSMR times ten. */
  VERSION("1-3:0.2.8", "version of DSMR"),
  /** Such as 50217, in Belgium instead of {@link #VERSION}. */
  E_MUCS_VERSION("0-0:96.1.4", "version of e-MUCS"),
  TIME("0-0:1.0.0", "time of the telegram"),
  /** Hexadecimal digits of ASCII, as are the next two. */
  EQUIPMENT_ID("0-0:96.1.1", "equipment identifier"),
  SERIAL_NUMBER("0-0:96.1.0", "serial number"),
  DEVICE_NAME("0-0:42.0.0", "logical device name"),

  IMPORT("1-0:1.8.0", "energy imported"),
  /** Tariff 1 is the low one in the Netherlands and the high one in Belgium. */
  IMPORT_T1("1-0:1.8.1", "energy imported in tariff 1"),
  IMPORT_T2("1-0:1.8.2", "energy imported in tariff 2"),
  EXPORT("1-0:2.8.0", "energy exported"),
  EXPORT_T1("1-0:2.8.1", "energy exported in tariff 1"),
  EXPORT_T2("1-0:2.8.2", "energy exported in tariff 2"),
  REACTIVE_IMPORT("1-0:3.8.0", "reactive energy imported"),
  REACTIVE_EXPORT("1-0:4.8.0", "reactive energy exported"),
  TARIFF("0-0:96.14.0", "tariff"),

  /** The balance over the phases: it or {@link #EXPORT_POWER} is 0. */
  IMPORT_POWER("1-0:1.7.0", "power imported"),
  EXPORT_POWER("1-0:2.7.0", "power exported"),
  REACTIVE_IMPORT_POWER("1-0:3.7.0", "reactive power imported"),
  REACTIVE_EXPORT_POWER("1-0:4.7.0", "reactive power exported"),
  IMPORT_POWER_L1("1-0:21.7.0", "power imported on L1"),
  IMPORT_POWER_L2("1-0:41.7.0", "power imported on L2"),
  IMPORT_POWER_L3("1-0:61.7.0", "power imported on L3"),
  EXPORT_POWER_L1("1-0:22.7.0", "power exported on L1"),
  EXPORT_POWER_L2("1-0:42.7.0", "power exported on L2"),
  EXPORT_POWER_L3("1-0:62.7.0", "power exported on L3"),
  VOLTAGE_L1("1-0:32.7.0", "voltage of L1"),
  VOLTAGE_L2("1-0:52.7.0", "voltage of L2"),
  VOLTAGE_L3("1-0:72.7.0", "voltage of L3"),
  /** A magnitude: which way a current flows only the powers tell. */
  CURRENT_L1("1-0:31.7.0", "current of L1"),
  CURRENT_L2("1-0:51.7.0", "current of L2"),
  CURRENT_L3("1-0:71.7.0", "current of L3"),
  FREQUENCY("1-0:14.7.0", "frequency"),

  DEMAND("1-0:1.4.0", "mean power imported in this quarter of an hour"),
  /** With the time at which it was reached. */
  PEAK_OF_MONTH("1-0:1.6.0", "highest quarter-hour power imported this month"),
  PEAK_HISTORY("0-0:98.1.0", "highest quarter-hour powers of the months before"),
  FAILURES("0-0:96.7.21", "power failures"),
  LONG_FAILURES("0-0:96.7.9", "long power failures"),
  FAILURE_LOG("1-0:99.97.0", "log of long power failures"),
  SAGS_L1("1-0:32.32.0", "voltage sags of L1"),
  SAGS_L2("1-0:52.32.0", "voltage sags of L2"),
  SAGS_L3("1-0:72.32.0", "voltage sags of L3"),
  SWELLS_L1("1-0:32.36.0", "voltage swells of L1"),
  SWELLS_L2("1-0:52.36.0", "voltage swells of L2"),
  SWELLS_L3("1-0:72.36.0", "voltage swells of L3"),

  /** In kW, or in A on some meters before DSMR 4. */
  THRESHOLD("0-0:17.0.0", "limit of the power"),
  FUSE("1-0:31.4.0", "limit of the current of a phase"),
  SWITCH("0-0:96.3.10", "position of the main switch"),
  MESSAGE_CODE("0-0:96.13.1", "numeric message"),
  MESSAGE("0-0:96.13.0", "text message");

  private static final Obis[] ALL = values();
  private static final Map<String, Obis> BY_REFERENCE =
      Arrays.stream(values()).collect(Collectors.toMap(Obis::reference, Function.identity()));

  private final String reference;
  private final String title;

  Obis(String reference, String title) {
    this.reference = reference;
    this.title = title;
  }

  static Optional<Obis> of(String reference) {
    return Optional.ofNullable(BY_REFERENCE.get(reference));
  }

  /** Such as {@code 1-0:1.7.0}. */
  public String reference() {
    return reference;
  }

  /** What it is, for people; its unit stands in the telegram. */
  public String title() {
    return title;
  }

  /** Power that is imported on a phase. */
  public static Obis importPower(Phase phase) {
    return of(IMPORT_POWER_L1, phase);
  }

  /** Power that is exported on a phase. */
  public static Obis exportPower(Phase phase) {
    return of(EXPORT_POWER_L1, phase);
  }

  public static Obis voltage(Phase phase) {
    return of(VOLTAGE_L1, phase);
  }

  public static Obis current(Phase phase) {
    return of(CURRENT_L1, phase);
  }

  public static Obis sags(Phase phase) {
    return of(SAGS_L1, phase);
  }

  public static Obis swells(Phase phase) {
    return of(SWELLS_L1, phase);
  }

  /** The three phases' objects are declared one after the other. */
  private static Obis of(Obis ofL1, Phase phase) {
    return ALL[ofL1.ordinal() + phase.ordinal()];
  }
}
