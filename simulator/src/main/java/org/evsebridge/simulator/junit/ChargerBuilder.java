package org.evsebridge.simulator.junit;

import java.nio.file.Path;
import java.time.Duration;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.simulator.charger.Cable;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.charger.FirmwareVersion;
import org.evsebridge.simulator.charger.OneSecondLimit;
import org.evsebridge.simulator.charger.UndefinedAddresses;

/**
 * A charging module and its car.
 *
 * <pre>{@code
 * charger("left").unit(3).wiring(Phase.L2, Phase.L3, Phase.L1).car(car(CarPreset.HYBRID))
 * }</pre>
 */
public final class ChargerBuilder {
  private final Keys keys = new Keys();

  private ChargerBuilder() {}

  /**
   * A charger like that of the default station, on unit 2.
   *
   * @param name what tests, scenarios and the control API call it
   */
  public static ChargerBuilder charger(String name) {
    return new ChargerBuilder().with("name", name);
  }

  private ChargerBuilder with(String key, Object value) {
    keys.set(key, value);
    return this;
  }

  /** The line that it hangs on. */
  public ChargerBuilder line(String name) {
    return with("line", name);
  }

  /** The Modbus address, 1 to 247; no two of a line have the same. */
  public ChargerBuilder unit(int address) {
    return with("unit", address);
  }

  /** What the board is made for, 16 or 32 A. */
  public ChargerBuilder board(int amperes) {
    return with("board", amperes);
  }

  /** What the cable's resistor says it carries. */
  public ChargerBuilder cable(Cable cable) {
    return with("cable", cable.key());
  }

  /** The house's phases that its L1, L2 and L3 hang on; one for a charger of one phase. */
  public ChargerBuilder wiring(Phase... phases) {
    return with("wiring", Keys.text(phases));
  }

  /** Whether the DC earth leakage module is plugged in. */
  public ChargerBuilder leakageModule(boolean there) {
    return with("leakage-module", there);
  }

  /** The module's serial number, ten ASCII characters. */
  public ChargerBuilder serial(String number) {
    return with("serial", number);
  }

  /** The firmware that the module runs. */
  public ChargerBuilder firmware(FirmwareVersion version) {
    return with("firmware", version.key());
  }

  /** What the upper half of 0x0201 means. */
  public ChargerBuilder oneSecondLimit(OneSecondLimit meaning) {
    return with("one-second-limit", meaning);
  }

  /** What comes of a request to an address below the module's tables. */
  public ChargerBuilder undefined(UndefinedAddresses answer) {
    return with("undefined", answer);
  }

  /** Where in a firmware image its version stands, in bytes. */
  public ChargerBuilder versionAt(int bytes) {
    return with("version-at", bytes);
  }

  /** How much noise and error its meter chip has, 0 to 10: 1 as a real one, 0 none. */
  public ChargerBuilder noise(double times) {
    return with("noise", times);
  }

  /**
   * What a new EEPROM holds in a register.
   *
   * @param register one of 0x0201 to 0x020A; the address is {@link #unit}
   * @param value 0 to 65535
   */
  public ChargerBuilder setting(ModuleRegister register, int value) {
    keys.block("settings").set(register.key(), value);
    return this;
  }

  /** The file that keeps what the EEPROM holds. */
  public ChargerBuilder eeprom(Path file) {
    return with("eeprom", file.toAbsolutePath());
  }

  /** What has been written to 0x0201 before the start, 0 to 65535. */
  public ChargerBuilder limit(int value) {
    return with("limit", value);
  }

  /** Whether its button has been pressed, so that a module of unit 1 answers. */
  public ChargerBuilder button(boolean pressed) {
    return with("button", pressed);
  }

  /** Something that is wrong with it from the start. */
  public ChargerBuilder fault(Fault fault) {
    keys.add("faults", fault);
    return this;
  }

  /** The car that belongs to it; it comes after five seconds unless told otherwise. */
  public ChargerBuilder car(CarBuilder car) {
    keys.block("car").setAll(car.keys());
    return this;
  }

  /** How long after the start the car comes. */
  public ChargerBuilder carAfter(Duration start) {
    keys.block("car").set("after", start);
    return this;
  }

  /** The car does not come by itself. */
  public ChargerBuilder carAway() {
    keys.block("car").set("after", "never");
    return this;
  }

  /** A recording that it answers with where it can. */
  public ChargerBuilder replay(Path recording) {
    return with("replay", recording.toAbsolutePath());
  }

  Keys keys() {
    return keys;
  }
}
