package org.evsebridge.simulator.charger;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;

/**
 * What each register of a {@link ChargingModule} shows, does and takes: the one table from which
 * reads, writes and the README's list of the supported registers come.
 */
public final class ModuleRegisters {
  private static final double PER_UNIT = 256;

  private static final Map<ModuleRegister, Behaviour> TABLE = new EnumMap<>(ModuleRegister.class);

  /** What is at an address. */
  public enum AddressUse {
    /** A register that answers. */
    ANSWERED,
    /** A register that never answers. */
    SILENT,
    /** Nothing, which is refused. */
    MISSING,
    /** Nothing that would be defined. */
    UNDEFINED
  }

  /** How one register behaves. */
  private record Behaviour(
      RegisterSupport support,
      Function<ChargingModule, int[]> read,
      Optional<RegisterWrite> write) {}

  @FunctionalInterface
  private interface RegisterWrite {
    void write(ChargingModule module, int value);
  }

  static {
    words(ModuleRegister.SERIAL_NUMBER, module -> serialNumber(module.hardware().serialNumber()));
    word(ModuleRegister.FIRMWARE, ChargingModule::version);
    words(
        ModuleRegister.UPTIME,
        module -> lowByteFirst(module.firmware().memory().uptime.toMillis(), 4));
    word(ModuleRegister.SAVE, module -> module.firmware().save());
    word(ModuleRegister.FACTORY_RESET, module -> module.firmware().resetToFactory());
    word(ModuleRegister.RESTART, module -> module.firmware().restart());
    word(ModuleRegister.BOOTLOADER, module -> module.firmware().enterBootloader());
    put(
        RegisterSupport.TWO_KNOWN,
        ModuleRegister.CHALLENGE_RESPONSE,
        module -> module.firmware().challengeResponse());
    notKnown(ModuleRegister.TEST_MODE);
    word(ModuleRegister.LOCK, module -> module.firmware().lockState());
    word(ModuleRegister.I2C_ERRORS, module -> module.firmware().takeI2cErrors());
    notKnown(ModuleRegister.QUIET_RESET);
    put(RegisterSupport.SILENT, ModuleRegister.CONDITIONAL_ANSWER, module -> 0);
    put(RegisterSupport.SILENT, ModuleRegister.CONDITIONAL_ADDRESS, module -> 0);
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
    per256(ModuleRegister.CURRENT_L1, module -> module.measuredCurrent().l1());
    per256(ModuleRegister.CURRENT_L2, module -> module.measuredCurrent().l2());
    per256(ModuleRegister.CURRENT_L3, module -> module.measuredCurrent().l3());
    energy(ModuleRegister.SESSION_ENERGY, module -> module.sessionEnergy().sum());
    per256(ModuleRegister.VOLTAGE_L1, module -> module.measuredVolts().l1());
    per256(ModuleRegister.VOLTAGE_L2, module -> module.measuredVolts().l2());
    per256(ModuleRegister.VOLTAGE_L3, module -> module.measuredVolts().l3());
    word(ModuleRegister.BOARD, module -> board(module.hardware()));
    words(ModuleRegister.TOTAL_ENERGY, module -> lowWordFirst(wholeUnits(module.totalEnergy()), 2));
    energy(ModuleRegister.SESSION_ENERGY_L1, module -> module.sessionEnergy().l1());
    energy(ModuleRegister.SESSION_ENERGY_L2, module -> module.sessionEnergy().l2());
    energy(ModuleRegister.SESSION_ENERGY_L3, module -> module.sessionEnergy().l3());
    notKnown(ModuleRegister.EARTH_QUALITY);
    word(ModuleRegister.UBRR_IN_USE, module -> module.firmware().memory().ubrr);
    word(ModuleRegister.BOOTLOADER_VERSION, module -> 0);

    written(
        ModuleRegister.ADDRESS,
        module -> discovery(module) << 8 | module.address(),
        (module, value) -> module.firmware().set(ModuleRegister.ADDRESS, value & 0xFF));
    written(
        ModuleRegister.LIMIT,
        module -> module.firmware().readLimit(),
        (module, value) -> module.firmware().writeLimit(value));
    written(
        ModuleRegister.MAGIC,
        module -> module.settings().get(ModuleRegister.MAGIC),
        (module, value) -> module.firmware().writeMagic(value));
    setting(RegisterSupport.STORED, ModuleRegister.CHALLENGE);
    setting(RegisterSupport.MODELLED, ModuleRegister.SETTINGS);
    setting(RegisterSupport.MODELLED, ModuleRegister.LED_KIND);
    setting(RegisterSupport.STORED, ModuleRegister.CONDITION);
    setting(RegisterSupport.MODELLED, ModuleRegister.UBRR);
    setting(RegisterSupport.MODELLED, ModuleRegister.CP_DISCONNECT_TIME);
    setting(RegisterSupport.MODELLED, ModuleRegister.CP_WAIT_TIME);
    setting(RegisterSupport.MODELLED, ModuleRegister.CP_TYPES);
  }

  private final ChargingModule module;

  public ModuleRegisters(ChargingModule module) {
    this.module = module;
  }

  /** How a register is treated, for the README's table. */
  public static RegisterSupport support(ModuleRegister register) {
    return TABLE.get(register).support();
  }

  /** Whether an address can be read, on the newest firmware at least. */
  public static boolean isReadable(RegisterSpace space, int address) {
    return ModuleRegister.at(space, address).isPresent();
  }

  /** Whether a register can be written; its space is the holding registers'. */
  public static boolean isWritable(int address) {
    return ModuleRegister.at(RegisterSpace.HOLDING, address).isPresent();
  }

  /** Whether a writable register takes a value: any that 16 bits can hold. */
  public static boolean accepts(int value) {
    return value >= 0 && value <= 0xFFFF;
  }

  /**
   * What a writable register takes, such as {@code 0 to 65535 for 0x0205 LED kind}, and its unit.
   */
  public static String values(ModuleRegister register) {
    String unit = register.unit().isEmpty() ? "" : " (" + register.unit() + ")";
    return String.format("0 to 65535 for 0x%04X %s%s", register.address(), register.title(), unit);
  }

  /** Whether the module's firmware has a register. */
  public boolean has(ModuleRegister register) {
    return module.firmware().has(register);
  }

  /** What is at an address of the module's firmware. */
  public AddressUse presence(RegisterSpace space, int address) {
    Optional<ModuleRegister> register = ModuleRegister.at(space, address).filter(this::has);
    if (register.isPresent()) {
      return support(register.get()) == RegisterSupport.SILENT
          ? AddressUse.SILENT
          : AddressUse.ANSWERED;
    }
    return address < undefinedBelow(space) ? AddressUse.UNDEFINED : AddressUse.MISSING;
  }

  private static int undefinedBelow(RegisterSpace space) {
    return space == RegisterSpace.INPUT
        ? ModuleRegister.PILOT_LOWEST.address()
        : ModuleRegister.ADDRESS.address();
  }

  /** A request begins, of which the reads and writes that follow are parts. */
  public void newRequest() {
    module.firmware().newRequest();
  }

  /**
   * Reads one word, with all that reading it does.
   *
   * @return 0 to 0xFFFF
   * @throws IllegalArgumentException when there is no register
   */
  public int read(RegisterSpace space, int address) {
    ModuleRegister register = at(space, address);
    return TABLE.get(register).read().apply(module)[address - register.address()];
  }

  /**
   * Writes a holding register.
   *
   * @param value 0 to 0xFFFF
   * @throws IllegalArgumentException when there is no register
   */
  public void write(int address, int value) {
    TABLE.get(at(RegisterSpace.HOLDING, address)).write().orElseThrow().write(module, value);
  }

  private static ModuleRegister at(RegisterSpace space, int address) {
    return ModuleRegister.at(space, address)
        .orElseThrow(() -> new IllegalArgumentException("no register at " + address));
  }

  private static void words(ModuleRegister register, Function<ChargingModule, int[]> read) {
    TABLE.put(register, new Behaviour(RegisterSupport.MODELLED, read, Optional.empty()));
  }

  private static void word(ModuleRegister register, ToIntFunction<ChargingModule> read) {
    put(RegisterSupport.MODELLED, register, read);
  }

  private static void put(
      RegisterSupport support, ModuleRegister register, ToIntFunction<ChargingModule> read) {
    TABLE.put(
        register,
        new Behaviour(support, module -> new int[] {read.applyAsInt(module)}, Optional.empty()));
  }

  /** A value in 1/256 of its unit; more than a word can hold shows as the most it can. */
  private static void per256(ModuleRegister register, ToDoubleFunction<ChargingModule> read) {
    word(
        register,
        module -> (int) Math.min(0xFFFF, Math.round(read.applyAsDouble(module) * PER_UNIT)));
  }

  private static void written(
      ModuleRegister register, ToIntFunction<ChargingModule> read, RegisterWrite action) {
    TABLE.put(
        register,
        new Behaviour(
            RegisterSupport.MODELLED,
            module -> new int[] {read.applyAsInt(module)},
            Optional.of(action)));
  }

  /** An energy in 1/256 kWh, as many whole ones as there are; 0xFFFF at most. */
  private static void energy(ModuleRegister register, ToDoubleFunction<ChargingModule> read) {
    word(register, module -> (int) Math.min(0xFFFF, wholeUnits(read.applyAsDouble(module))));
  }

  private static long wholeUnits(double kilowattHours) {
    return (long) (kilowattHours * PER_UNIT);
  }

  /** A register that shows and changes one of the module's settings. */
  private static void setting(RegisterSupport support, ModuleRegister register) {
    TABLE.put(
        register,
        new Behaviour(
            support,
            module -> new int[] {module.settings().get(register)},
            Optional.of((module, value) -> module.firmware().set(register, value))));
  }

  private static void notKnown(ModuleRegister register) {
    put(RegisterSupport.NOT_KNOWN, register, module -> 0);
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

  private static int[] lowByteFirst(long value, int count) {
    return IntStream.of(lowWordFirst(value, count))
        .map(word -> (word & 0xFF) << 8 | word >> 8)
        .toArray();
  }

  private static int board(Hardware hardware) {
    return (hardware.boardAmperes() == 32 ? 2 : 0) | (hardware.leakageModule() ? 1 : 0);
  }

  /** The upper half of 0x0200: not 0, and another one each time. */
  private static int discovery(ChargingModule module) {
    return 1 + (int) (module.firmware().memory().uptime.toMillis() / 50 % 255);
  }
}
