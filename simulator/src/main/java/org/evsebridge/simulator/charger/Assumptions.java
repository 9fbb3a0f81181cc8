package org.evsebridge.simulator.charger;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What no public text about the module decides and this model therefore chose. Each constant is one
 * choice; the numbers that go with them are below, and the README's list is made from here.
 */
public enum Assumptions {
  WRITE_COIL("Function 5 (write coil) is answered with exception 1."),
  BLOCK_READS(
      "A block read acts register by register, in ascending order; one that ends in a restart"
          + " answers first; one that touches an undefined address is exception 2 and acts on"
          + " nothing."),
  UPTIME_WORDS("The milliseconds since boot have the low word first, as the energy has."),
  SESSION("A session begins when a car is connected; its energy stays until the next one."),
  OUTPUT_VOLTAGE("The output voltage of a phase is 0 while its relay is open; 255.99 V at most."),
  ADDRESS_CHANGE(
      "A new address (1 to 247, else exception 3) counts from the next request on; the answer"
          + " still comes from the old one."),
  AWAKE(
      "At address 1 the state that the module finds when it starts is no state change; any later"
          + " change of the state in 0x0103 is one and keeps it talking until the next restart."),
  SAME_ADDRESS(
      "Two modules at one address, which rig.yaml refuses but a write of 0x0200 can bring about,"
          + " both do what is asked; their answers garble each other, and on Modbus TCP none comes."),
  ONE_SECOND_LIMIT(
      "For 2.0 s after a write of 0x0201 H is the limit, up and down, whatever L is, 0 and 1 to 5"
          + " too; then L is, and reads show 0xFF in H, which means none (seen on 2.10.8; the key"
          + " one-second-limit chooses what else a firmware might do)."),
  LIMIT_SAVED(
      "A save keeps the limit L too (seen on 2.10.8): it is advertised from the next start on."),
  MAGIC(
      "Locked, any other value than the code is accepted and ignored; unlocked, another value"
          + " becomes the code, which a save keeps. Reads give 0. Unlocked until the next"
          + " restart."),
  REFUSED("Without the magic the reads of 0x000A to 0x000D do nothing and answer 0xFFFF."),
  FACTORY_VALUES(
      "Factory values: 0x0200 = 1, 0x0201 = 0xFF20, 0x0204 = 0x0001, 0x0208 = 4000,"
          + " 0x0209 = 60000, cable 32 A, UBRR 103, all else 0. A factory reset writes them to the"
          + " EEPROM too, address included, and leaves the module running."),
  STARTING("Starting takes 2 s; until then the module is silent and its relays are open."),
  TOTAL_ENERGY("The total energy survives a restart; the session's does not."),
  ADVERTISED("The advertised current (0x0102 H) follows the limit at once, also without a car."),
  SHOWN(
      "0x0102 H shows 1 to 5 A as well, though the pilot is steady then and nothing can be offered"
          + " (seen on 2.10.8)."),
  RELAY_CLOSES("The relay closes in the step in which a car asks for current that is advertised."),
  RELAY_OPENED_STATE(
      "When the relay was opened under load the state is B, though the car asks on."),
  VENTILATION("A car that asks for ventilation (D) gets no current: there is no fan to switch."),
  TEMPERATURE(
      "The board is at 20 °C around it, warms by up to 25 K at 32 A on three phases with a time"
          + " constant of 10 min, is warm from 70 °C until below 65 °C, and too hot from 85 °C until"
          + " below 75 °C."),
  ERROR_LISTS(
      "The register's error bits and the published LED patterns are two lists; the table of faults"
          + " says how they meet. Several at once: the LED shows the first of relay, DC leakage,"
          + " earth, I2C, heat."),
  LED_STEP("One step of an LED pattern lasts 250 ms, and error bits are levels."),
  GREEN_LED(
      "Green: steady while starting; A: 250 ms every 3 s; B and D: 250 ms on, 250 ms off; C on one"
          + " phase: one flash, then 1.5 s dark; on three: two flashes, then 1.5 s dark; dark with a"
          + " fault."),
  LEAKAGE_REQUIRED(
      "When the settings require the DC leakage module and there is none, that is a DC leakage"
          + " fault; without the module real leakage is not noticed."),
  RELAY_STUCK("A stuck relay is noticed at once; its contact L1 stays on."),
  LEAKAGE_KEPT(
      "DC leakage is noticed while the relay is closed and kept until the car is unplugged."),
  I2C_COUNT("The I2C error count goes up once a second while the communication fails."),
  PILOT_VALUES(
      "The pilot values of 0x0100 and 0x0101 are those of a ten-bit converter whose ends are -12 V"
          + " and +12 V. They are those of 0 V while the highest CP is too low, and of -9 V and +9 V"
          + " while the lowest is too high."),
  LOCK(
      "Bit 1 of 0x0204 is the lock's state: writing it locks and unlocks as 0x0015 and 0x0016 do."),
  CP_DISCONNECT(
      "What disconnects CP is a relay at the lock port when bit 3 of 0x0204 is set, else the EV40's"
          + " when bit 5 is. The module measures a steady 12 V meanwhile and its state stays B;"
          + " reading 0x0017 once more begins the time of 0x0208 anew."),
  EXTENDED_CP_DISCONNECT(
      "The extended type (0x020A H = 1) differs from the EV40's in that the pilot comes back"
          + " without pulses for as long again. It is of no account for the lock port's relay."),
  A1_AND_B1(
      "Normally there are pulses on the pilot whenever a current is advertised, without a car too."
          + " With CP type 1 (0x020A L) there are none without a car (A1), and a car that is"
          + " connected, or connected again, gets them after 1 s without (B1)."),
  AUTOMATIC_CP_DISCONNECT(
      "The automatic CP disconnect happens once each time a current begins to be advertised to a"
          + " car in state B that does not ask for it."),
  LED_KIND(
      "The LED kind (0x0205) says how many LEDs show the external pattern: one, or a strip of 36,"
          + " all alike."),
  CHALLENGE(
      "Challenge (0x0203) and condition (0x0206) are kept as written and saved with the other"
          + " settings. Nothing follows, since their meaning is not published: the challenge's"
          + " response reads 0."),
  UNKNOWN_REGISTERS("Registers whose meaning is not published read 0 and do nothing."),
  BAUDRATE(
      "A module whose divisor gives another speed than the line's by more than 5 % is silent. In a"
          + " rig it is set up for its line's speed unless its settings say otherwise."),
  BOOTLOADER(
      "In the bootloader only address 0xF0 answers, function 4 of 0x0500 alone, with version 1; only"
          + " switching the power off and on leaves it. The relays are open.");

  static final Duration STARTING_TIME = Duration.ofMillis(410);

  /** How long a pilot without pulses (B1) comes before the one with them. */
  static final Duration B1_TIME = Duration.ofSeconds(1);

  /** How long a car may ignore the end of the pulses before the relay opens (a fact, 6 s). */
  static final Duration RELAY_PATIENCE = Duration.ofSeconds(6);

  /** The answer of a read that needs the magic and did not get it, or could not save. */
  static final int NOT_DONE = 0xFFFF;

  /**
   * The answer of the lock's and the CP switch's registers when there is no such thing (a fact).
   */
  static final int NOT_FITTED = 0xFFFF;

  static final double WARM_CELSIUS = 75;
  static final double TOO_HOT_CELSIUS = 90;

  /** What the lock's registers show when it is locked: a 1, low byte first. */
  static final int LOCKED = 0x0100;

  /** The responses to challenges that are known. */
  static final Map<Integer, Integer> CHALLENGES = Map.of(0xABCD, 0x5500, 0x0001, 0x94A7);

  /** What the bootloader calls itself. */
  public static final int BOOTLOADER_VERSION = 1;

  private final String text;

  Assumptions(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }

  /** The README's list, as Markdown. */
  public static String markdown() {
    return Arrays.stream(values()).map(a -> "- " + a + "\n").collect(Collectors.joining());
  }
}
