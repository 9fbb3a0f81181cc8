package org.evsebridge.simulator.charger;

import java.io.IOException;
import java.time.Duration;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.SettingBit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program in the module: starts, runs, restarts and gives way to the bootloader; guards with
 * the magic what saves and resets.
 */
final class Firmware {
  private static final Logger LOG = LoggerFactory.getLogger(Firmware.class);

  /** What the processor executes. */
  private enum Running {
    START,
    APPLICATION,
    BOOTLOADER
  }

  private final FirmwareOptions options;
  private final Eeprom eeprom;
  private final Flash flash = new Flash();
  private int version;
  private WorkingMemory memory;
  private double totalEnergy;
  private Running running = Running.APPLICATION;

  /** What a read has asked for; done when the answer is out. */
  private Running next = Running.APPLICATION;

  Firmware(FirmwareOptions options, Eeprom eeprom) {
    this.options = options;
    this.version = options.version().code();
    this.eeprom = eeprom;
    this.memory = new WorkingMemory(options, eeprom.load().settings());
    this.totalEnergy = eeprom.load().totalEnergy();
  }

  /**
   * Lets time pass.
   *
   * @return whether the module has restarted in it
   */
  boolean tick(Duration step) {
    boolean restarted = next != running && running != Running.START;
    if (restarted) {
      startOver(next);
    }
    memory.uptime = memory.uptime.plus(step);
    if (running == Running.START && memory.uptime.compareTo(ModuleValues.STARTING_TIME) >= 0) {
      running = Running.APPLICATION;
      next = Running.APPLICATION;
    }
    return restarted;
  }

  void powerCycle() {
    startOver(Running.START);
  }

  private void startOver(Running with) {
    keepTotalEnergy();
    memory = new WorkingMemory(options, eeprom.load().settings());
    running = flash.holdsApplication() ? with : Running.BOOTLOADER;
    next = running;
  }

  /** Whether the application runs and goes on running. */
  boolean isRunning() {
    return running == Running.APPLICATION && next == Running.APPLICATION;
  }

  boolean isInBootloader() {
    return running == Running.BOOTLOADER && next == Running.BOOTLOADER;
  }

  /** The application's version, as 0x0005 shows it; 0 while there is none. */
  int version() {
    return flash.holdsApplication() ? version : 0;
  }

  boolean has(ModuleRegister register) {
    return FirmwareVersion.behaviourOf(version).has(register);
  }

  /** In the bootloader: writes a page of an application. */
  void writePage(int page, byte[] content) {
    flash.write(page, content);
  }

  /** In the bootloader: starts the application that has been written, if its checksum is right. */
  boolean startWritten() {
    if (!flash.check()) {
      return false;
    }
    version = flash.word(options.versionAt());
    next = Running.START;
    return true;
  }

  FirmwareOptions options() {
    return options;
  }

  WorkingMemory memory() {
    return memory;
  }

  double totalEnergy() {
    return totalEnergy;
  }

  void addEnergy(double kilowattHours) {
    totalEnergy += kilowattHours;
  }

  void keepTotalEnergy() {
    store(eeprom.load().settings());
  }

  private boolean store(Settings settings) {
    try {
      eeprom.store(new Eeprom.Content(settings, totalEnergy));
      return true;
    } catch (IOException e) {
      LOG.warn("the module's EEPROM cannot be written: {}", e.getMessage());
      return false;
    }
  }

  void set(ModuleRegister register, int value) {
    memory.settings = memory.settings.with(register, value);
  }

  int readLimit() {
    return memory.limit.register(memory.settings);
  }

  void writeLimit(int value) {
    memory.settings = memory.limit.write(value, memory.settings);
  }

  /** What the register 0x0201 allows now, in amperes. */
  int limitAmperes() {
    return memory.limit.amperes(memory.settings);
  }

  /** A request begins: the magic of the one before it holds for this one, and for no other. */
  void newRequest() {
    memory.unlocked = memory.unlocksNext;
    memory.unlocksNext = false;
  }

  void writeMagic(int value) {
    if (memory.unlocked) {
      set(ModuleRegister.MAGIC, value);
    } else {
      memory.unlocksNext = value == memory.settings.get(ModuleRegister.MAGIC);
    }
  }

  /** Does what needs the magic; 0 when done. */
  int save() {
    return answer(memory.unlocked && store(memory.settings));
  }

  int resetToFactory() {
    if (memory.unlocked) {
      memory.settings = Settings.FACTORY;
      memory.limit.end();
    }
    return answer(memory.unlocked && store(Settings.FACTORY));
  }

  int restart() {
    return switchTo(Running.START);
  }

  int enterBootloader() {
    return switchTo(Running.BOOTLOADER);
  }

  private int switchTo(Running wanted) {
    if (memory.unlocked) {
      next = wanted;
    }
    return answer(memory.unlocked);
  }

  private static int answer(boolean done) {
    return done ? 0 : ModuleValues.NOT_DONE;
  }

  /** What the lock's registers show: its state, unless its port serves another purpose. */
  int lockState() {
    if (CpSwitch.of(memory.settings) == CpSwitch.LOCK_PORT) {
      return ModuleValues.NOT_FITTED;
    }
    return memory.settings.has(SettingBit.LOCKED) ? ModuleValues.LOCKED : 0;
  }

  /** The response to a challenge, of which only two are known. */
  int challengeResponse() {
    return ModuleValues.CHALLENGES.getOrDefault(memory.settings.get(ModuleRegister.CHALLENGE), 0);
  }

  int lock(boolean locked) {
    if (lockState() != ModuleValues.NOT_FITTED) {
      int others = memory.settings.get(ModuleRegister.SETTINGS) & ~SettingBit.LOCKED.mask();
      set(ModuleRegister.SETTINGS, others | (locked ? SettingBit.LOCKED.mask() : 0));
    }
    return lockState();
  }

  int disconnectCp() {
    if (CpSwitch.of(memory.settings) == CpSwitch.NONE) {
      return ModuleValues.NOT_FITTED;
    }
    memory.cpLine.cut(memory.settings);
    return 1;
  }

  int takeI2cErrors() {
    int count = (int) Math.min(0xFFFF, memory.i2cTrouble.toSeconds());
    memory.i2cTrouble = Duration.ZERO;
    return count;
  }
}
