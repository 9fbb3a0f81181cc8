package org.evsebridge.bridge.registers;

import static org.evsebridge.bridge.registers.RegisterSpace.HOLDING;
import static org.evsebridge.bridge.registers.RegisterSpace.INPUT;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The registers of the charging module (Edge Technologies' EV charger controller, firmware
 * 2.10.17), after the maker's ModBusRegisters.pdf of 2025-04-09. The order is that of the
 * addresses. In half registers L is the low byte and H the high byte.
 */
public enum ModuleRegister {
  SERIAL_NUMBER(INPUT, 0x0000, 5, "serial number", Format.CHARACTERS),
  FIRMWARE(INPUT, 0x0005, "firmware version", Format.FIRMWARE),
  UPTIME(INPUT, 0x0006, 4, "time since boot", Format.lowByteFirst("ms")),
  SAVE(INPUT, 0x000A, "save settings", Format.whole(""), ReadEffect.SAVES),
  FACTORY_RESET(INPUT, 0x000B, "factory reset", Format.whole(""), ReadEffect.RESETS_TO_FACTORY),
  RESTART(INPUT, 0x000C, "restart", Format.whole(""), ReadEffect.RESTARTS),
  BOOTLOADER(INPUT, 0x000D, "bootloader", Format.whole(""), ReadEffect.ENTERS_BOOTLOADER),
  CHALLENGE_RESPONSE(INPUT, 0x000E, "challenge response", Format.HEX),
  TEST_MODE(INPUT, 0x000F, "test mode", Format.HEX),
  LOCK(INPUT, 0x0010, "external cable lock", Format.HEX),
  I2C_ERRORS(INPUT, 0x0011, "I2C errors", Format.whole(""), ReadEffect.CLEARS_COUNTER),
  QUIET_RESET(INPUT, 0x0012, "quiet reset", Format.HEX, ReadEffect.QUIET_RESET),
  CONDITIONAL_ANSWER(INPUT, 0x0013, "conditional answer", Format.HEX),
  CONDITIONAL_ADDRESS(INPUT, 0x0014, "conditional address", Format.HEX),
  LOCK_NOW(INPUT, 0x0015, "lock", Format.HEX, ReadEffect.LOCKS),
  UNLOCK_NOW(INPUT, 0x0016, "unlock", Format.HEX, ReadEffect.UNLOCKS),
  CP_DISCONNECT(INPUT, 0x0017, "CP disconnect", Format.HEX, ReadEffect.DISCONNECTS_CP),
  PILOT_LOWEST(INPUT, 0x0100, "lowest pilot value", Format.whole("")),
  PILOT_HIGHEST(INPUT, 0x0101, "highest pilot value", Format.whole("")),
  CURRENTS(INPUT, 0x0102, "currents", Format.halves("cable", "A", "advertised", "A")),
  STATE(INPUT, 0x0103, "state and errors", Format.STATE_AND_ERRORS),
  TEMPERATURE(INPUT, 0x0104, "board temperature", Format.signed("°C")),
  CURRENT_L1(INPUT, 0x0105, "current L1", Format.per256("A")),
  CURRENT_L2(INPUT, 0x0106, "current L2", Format.per256("A")),
  CURRENT_L3(INPUT, 0x0107, "current L3", Format.per256("A")),
  SESSION_ENERGY(INPUT, 0x0108, "energy of this session", Format.per256("kWh")),
  VOLTAGE_L1(INPUT, 0x0109, "output voltage L1", Format.per256("V")),
  VOLTAGE_L2(INPUT, 0x010A, "output voltage L2", Format.per256("V")),
  VOLTAGE_L3(INPUT, 0x010B, "output voltage L3", Format.per256("V")),
  BOARD(INPUT, 0x010C, "options of the board", Format.BOARD),
  TOTAL_ENERGY(INPUT, 0x010D, 2, "total energy", Format.per256("kWh")),
  SESSION_ENERGY_L1(INPUT, 0x010F, "energy of this session L1", Format.per256("kWh")),
  SESSION_ENERGY_L2(INPUT, 0x0110, "energy of this session L2", Format.per256("kWh")),
  SESSION_ENERGY_L3(INPUT, 0x0111, "energy of this session L3", Format.per256("kWh")),
  EARTH_QUALITY(INPUT, 0x0112, "earth quality", Format.whole("")),
  UBRR_IN_USE(INPUT, 0x0113, "baud divisor in use", Format.UBRR),
  BOOTLOADER_VERSION(INPUT, 0x0500, "bootloader version", Format.HEX),

  ADDRESS(HOLDING, 0x0200, "Modbus address", Format.halves("address", "", "discovery", "")),
  LIMIT(
      HOLDING, 0x0201, "current limit", Format.halves("limit", "A", "for 2 s after a write", "A")),
  MAGIC(HOLDING, 0x0202, "magic", Format.HEX),
  CHALLENGE(HOLDING, 0x0203, "challenge", Format.HEX),
  SETTINGS(HOLDING, 0x0204, "settings", Format.SETTINGS),
  LED_KIND(HOLDING, 0x0205, "LED kind (0 on-board, 1 strip of 36)", Format.whole("")),
  CONDITION(HOLDING, 0x0206, "condition", Format.HEX),
  UBRR(HOLDING, 0x0207, "baud divisor after save and restart", Format.UBRR),
  CP_DISCONNECT_TIME(HOLDING, 0x0208, "time CP is disconnected", Format.whole("ms")),
  CP_WAIT_TIME(HOLDING, 0x0209, "time to wait for state C", Format.whole("ms")),
  CP_TYPES(HOLDING, 0x020A, "CP types", Format.halves("CP", "", "CP disconnect", ""));

  private static final int HIGHEST_ADDRESS = 0x0500;

  /** The address at which the bootloader answers; all of it can brick the module. */
  public static final int BOOTLOADER_UNIT = 0xF0;

  private static final Map<RegisterSpace, ModuleRegister[]> BY_ADDRESS = byAddress();

  private final RegisterSpace space;
  private final int address;
  private final int count;
  private final String title;
  private final Format format;
  private final ReadEffect readEffect;

  ModuleRegister(
      RegisterSpace space,
      int address,
      int count,
      String title,
      Format format,
      ReadEffect readEffect) {
    this.space = space;
    this.address = address;
    this.count = count;
    this.title = title;
    this.format = format;
    this.readEffect = readEffect;
  }

  ModuleRegister(RegisterSpace space, int address, int count, String title, Format format) {
    this(space, address, count, title, format, ReadEffect.NONE);
  }

  ModuleRegister(RegisterSpace space, int address, String title, Format format) {
    this(space, address, 1, title, format, ReadEffect.NONE);
  }

  ModuleRegister(
      RegisterSpace space, int address, String title, Format format, ReadEffect readEffect) {
    this(space, address, 1, title, format, readEffect);
  }

  /** The register that an address belongs to. */
  public static Optional<ModuleRegister> at(RegisterSpace space, int address) {
    ModuleRegister[] registers = BY_ADDRESS.get(space);
    return address >= 0 && address < registers.length
        ? Optional.ofNullable(registers[address])
        : Optional.empty();
  }

  private static Map<RegisterSpace, ModuleRegister[]> byAddress() {
    Map<RegisterSpace, ModuleRegister[]> all = new EnumMap<>(RegisterSpace.class);
    for (RegisterSpace space : RegisterSpace.values()) {
      all.put(space, new ModuleRegister[HIGHEST_ADDRESS + 1]);
    }
    for (ModuleRegister register : values()) {
      for (int word = 0; word < register.count; word++) {
        all.get(register.space)[register.address + word] = register;
      }
    }
    return all;
  }

  /** The registers that a range of addresses touches in part or whole, ascending. */
  public static List<ModuleRegister> touched(RegisterSpace space, int first, int count) {
    List<ModuleRegister> touched = new ArrayList<>();
    for (ModuleRegister register : values()) {
      if (register.space == space
          && register.address < first + count
          && first < register.address + register.count) {
        touched.add(register);
      }
    }
    return touched;
  }

  public RegisterSpace space() {
    return space;
  }

  /** The address of the first word. */
  public int address() {
    return address;
  }

  /** How many 16-bit words it has. */
  public int count() {
    return count;
  }

  public String title() {
    return title;
  }

  /** The name in configuration files and the control API, such as {@code cp-types}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The unit and scale of the raw value, or what its halves and bits are; may be empty. */
  public String unit() {
    return format.unit();
  }

  public ReadEffect readEffect() {
    return readEffect;
  }

  /**
   * Whether a write can cut the user off from the module or opens its protected registers: the
   * address, the magic and the baud rate.
   */
  public boolean writeIsGuarded() {
    return this == ADDRESS || this == MAGIC || this == UBRR;
  }

  /**
   * The value for a person, with its unit.
   *
   * @param words as many as {@link #count}, each 0 to 0xFFFF
   */
  public String render(int... words) {
    if (words.length != count) {
      throw new IllegalArgumentException(this + " has " + count + " words, not " + words.length);
    }
    return format.render().apply(words);
  }
}
