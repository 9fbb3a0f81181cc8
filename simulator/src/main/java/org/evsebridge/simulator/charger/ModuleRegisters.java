package org.evsebridge.simulator.charger;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.bridge.registers.SettingBit;

/**
 * What each register of a {@link ChargingModule} shows, does and takes: the one table from which
 * reads, writes and the README's list of the supported registers come.
 */
public final class ModuleRegisters {
  private static final int FIRMWARE_2_10_17 = 0x2A11;
  private static final double PER_UNIT = 256;

  private static final Map<ModuleRegister, Behaviour> TABLE = new EnumMap<>(ModuleRegister.class);

  /** How one register behaves. */
  private record Behaviour(
      Support support, Function<ChargingModule, int[]> read, Optional<Writing> writing) {}

  /** How one register is written: which values it takes, and what they do. */
  private record Writing(Values values, Action action) {}

  /** The values that a register takes, in words and as a test. */
  private record Values(String text, IntPredicate taken) {
    static final Values ALL = range(0, 0xFFFF);

    static Values range(int lowest, int highest) {
      return new Values(lowest + " to " + highest, value -> value >= lowest && value <= highest);
    }
  }

  @FunctionalInterface
  private interface Action {
    void write(ChargingModule module, int value);
  }

  static {
    words(ModuleRegister.SERIAL_NUMBER, module -> serialNumber(module.hardware().serialNumber()));
    word(ModuleRegister.FIRMWARE, module -> FIRMWARE_2_10_17);
    words(
        ModuleRegister.UPTIME,
        module -> lowWordFirst(module.firmware().memory().uptime.toMillis(), 4));
    word(ModuleRegister.SAVE, module -> module.firmware().save());
    word(ModuleRegister.FACTORY_RESET, module -> module.firmware().resetToFactory());
    word(ModuleRegister.RESTART, module -> module.firmware().restart());
    word(ModuleRegister.BOOTLOADER, module -> module.firmware().enterBootloader());
    notKnown(ModuleRegister.CHALLENGE_RESPONSE);
    notKnown(ModuleRegister.TEST_MODE);
    word(ModuleRegister.LOCK, module -> module.firmware().lockState());
    word(ModuleRegister.I2C_ERRORS, module -> module.firmware().takeI2cErrors());
    notKnown(ModuleRegister.QUIET_RESET);
    notKnown(ModuleRegister.CONDITIONAL_ANSWER);
    notKnown(ModuleRegister.CONDITIONAL_ADDRESS);
    word(ModuleRegister.LOCK_NOW, module -> module.firmware().lock(true));
    word(ModuleRegister.UNLOCK_NOW, module -> module.firmware().lock(false));
    word(ModuleRegister.CP_DISCONNECT, module -> module.firmware().disconnectCp());
    word(ModuleRegister.PILOT_LOWEST, module -> module.pilot().lowest());
    word(ModuleRegister.PILOT_HIGHEST, module -> module.pilot().highest());
    word(
        ModuleRegister.CURRENTS,
        module -> module.hardware().cable().amperes() | module.shownAmperes() << 8);
    word(ModuleRegister.STATE, module -> module.state().code() | module.errorBits() << 8);
    word(ModuleRegister.TEMPERATURE, module -> (int) Math.round(module.boardCelsius()) & 0xFFFF);
    per256(ModuleRegister.CURRENT_L1, module -> module.current().l1());
    per256(ModuleRegister.CURRENT_L2, module -> module.current().l2());
    per256(ModuleRegister.CURRENT_L3, module -> module.current().l3());
    per256(ModuleRegister.SESSION_ENERGY, module -> module.sessionEnergy().sum());
    per256(ModuleRegister.VOLTAGE_L1, module -> module.outputVolts().l1());
    per256(ModuleRegister.VOLTAGE_L2, module -> module.outputVolts().l2());
    per256(ModuleRegister.VOLTAGE_L3, module -> module.outputVolts().l3());
    word(ModuleRegister.BOARD, module -> board(module.hardware()));
    words(
        ModuleRegister.TOTAL_ENERGY,
        module -> lowWordFirst((long) (module.totalEnergy() * PER_UNIT), 2));
    per256(ModuleRegister.SESSION_ENERGY_L1, module -> module.sessionEnergy().l1());
    per256(ModuleRegister.SESSION_ENERGY_L2, module -> module.sessionEnergy().l2());
    per256(ModuleRegister.SESSION_ENERGY_L3, module -> module.sessionEnergy().l3());
    notKnown(ModuleRegister.EARTH_QUALITY);
    word(ModuleRegister.UBRR_IN_USE, module -> module.firmware().memory().ubrr);
    word(ModuleRegister.BOOTLOADER_VERSION, module -> 0);

    setting(Support.MODELLED, ModuleRegister.ADDRESS, Values.range(1, Adu.HIGHEST_UNIT));
    written(
        ModuleRegister.LIMIT,
        module -> module.firmware().readLimit(),
        (module, value) -> module.firmware().writeLimit(value));
    written(
        ModuleRegister.MAGIC, module -> 0, (module, value) -> module.firmware().writeMagic(value));
    setting(Support.STORED, ModuleRegister.CHALLENGE, Values.ALL);
    setting(Support.MODELLED, ModuleRegister.SETTINGS, Values.range(0, 2 * lastSettingBit() - 1));
    setting(Support.MODELLED, ModuleRegister.LED_KIND, Values.range(0, 1));
    setting(Support.STORED, ModuleRegister.CONDITION, Values.ALL);
    setting(Support.MODELLED, ModuleRegister.UBRR, Values.range(0, Uart.HIGHEST_DIVISOR));
    setting(Support.MODELLED, ModuleRegister.CP_DISCONNECT_TIME, Values.ALL);
    setting(Support.MODELLED, ModuleRegister.CP_WAIT_TIME, Values.ALL);
    setting(
        Support.MODELLED,
        ModuleRegister.CP_TYPES,
        new Values("0 or 1 in each half", value -> (value & ~0x0101) == 0));
  }

  private final ChargingModule module;

  public ModuleRegisters(ChargingModule module) {
    this.module = module;
  }

  /** How a register is treated, for the README's table. */
  public static Support support(ModuleRegister register) {
    return TABLE.get(register).support();
  }

  /** Whether an address can be read. */
  public static boolean isReadable(RegisterSpace space, int address) {
    return ModuleRegister.at(space, address).filter(TABLE::containsKey).isPresent();
  }

  /** Whether a register can be written; its space is the holding registers'. */
  public static boolean isWritable(int address) {
    return writing(address).isPresent();
  }

  /** Whether a writable register takes a value. */
  public static boolean accepts(int address, int value) {
    return writing(address).filter(writing -> writing.values().taken().test(value)).isPresent();
  }

  /** What a writable register takes, such as {@code 0 to 1 for 0x0205 LED kind}, and its unit. */
  public static String values(ModuleRegister register) {
    String unit = register.unit().isEmpty() ? "" : " (" + register.unit() + ")";
    return String.format(
        "%s for 0x%04X %s%s", taken(register).text(), register.address(), register.title(), unit);
  }

  private static Values taken(ModuleRegister register) {
    return TABLE.get(register).writing().orElseThrow().values();
  }

  private static Optional<Writing> writing(int address) {
    return ModuleRegister.at(RegisterSpace.HOLDING, address)
        .map(TABLE::get)
        .flatMap(Behaviour::writing);
  }

  /**
   * Reads one word, with all that reading it does.
   *
   * @return 0 to 0xFFFF
   * @throws IllegalArgumentException unless {@link #isReadable}
   */
  public int read(RegisterSpace space, int address) {
    ModuleRegister register =
        ModuleRegister.at(space, address)
            .filter(TABLE::containsKey)
            .orElseThrow(() -> new IllegalArgumentException("no register at " + address));
    return TABLE.get(register).read().apply(module)[address - register.address()];
  }

  /**
   * Writes a holding register.
   *
   * @throws IllegalArgumentException unless it {@link #accepts} the value
   */
  public void write(int address, int value) {
    Writing writing =
        writing(address)
            .filter(w -> w.values().taken().test(value))
            .orElseThrow(() -> new IllegalArgumentException("not taken: " + address));
    writing.action().write(module, value);
  }

  private static void words(ModuleRegister register, Function<ChargingModule, int[]> read) {
    TABLE.put(register, new Behaviour(Support.MODELLED, read, Optional.empty()));
  }

  private static void word(ModuleRegister register, ToIntFunction<ChargingModule> read) {
    words(register, module -> new int[] {read.applyAsInt(module)});
  }

  /** A value in 1/256 of its unit; more than a word can hold shows as the most it can. */
  private static void per256(ModuleRegister register, ToDoubleFunction<ChargingModule> read) {
    word(
        register,
        module -> (int) Math.min(0xFFFF, Math.round(read.applyAsDouble(module) * PER_UNIT)));
  }

  private static void written(
      ModuleRegister register, ToIntFunction<ChargingModule> read, Action action) {
    TABLE.put(
        register,
        new Behaviour(
            Support.MODELLED,
            module -> new int[] {read.applyAsInt(module)},
            Optional.of(new Writing(Values.ALL, action))));
  }

  /** A register that shows and changes one of the module's settings. */
  private static void setting(Support support, ModuleRegister register, Values values) {
    TABLE.put(
        register,
        new Behaviour(
            support,
            module -> new int[] {module.settings().get(register)},
            Optional.of(
                new Writing(values, (module, value) -> module.firmware().set(register, value)))));
  }

  private static void notKnown(ModuleRegister register) {
    TABLE.put(
        register, new Behaviour(Support.NOT_KNOWN, module -> new int[] {0}, Optional.empty()));
  }

  private static int[] serialNumber(String text) {
    int[] words = new int[text.length() / 2];
    for (int i = 0; i < words.length; i++) {
      words[i] = text.charAt(2 * i) << 8 | text.charAt(2 * i + 1);
    }
    return words;
  }

  private static int[] lowWordFirst(long value, int count) {
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = (int) (value >> 16 * i) & 0xFFFF;
    }
    return words;
  }

  private static int board(Hardware hardware) {
    return (hardware.boardAmperes() == 32 ? 2 : 0) | (hardware.leakageModule() ? 1 : 0);
  }

  private static int lastSettingBit() {
    SettingBit[] bits = SettingBit.values();
    return bits[bits.length - 1].mask();
  }
}
