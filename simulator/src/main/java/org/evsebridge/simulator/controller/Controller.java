package org.evsebridge.simulator.controller;

import java.io.IOException;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.p1.DataSet;
import org.evsebridge.bridge.p1.Obis;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TimeStamp;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.registers.SettingBit;
import org.evsebridge.simulator.vehicle.PilotSignal;

/**
 * Does what the maker's controller does, with some rule, for one module or several behind one
 * connection. When telegrams or answers fail it goes on with the last values, as the maker's does.
 * Several modules share what is spare evenly (ours: the maker's controller knows one). Not
 * thread-safe; who drives it decides when it is started and when a second has passed.
 */
public final class Controller {
  /** How often the start asks for the serial number and the firmware. */
  private static final int START_READS = 100;

  /** In the register of the board's options. */
  private static final int BOARD_OF_32_A = 2;

  /** States in which a module gets a share; one in error draws nothing and gets none. */
  private static final Set<ModuleState> WITH_CAR =
      EnumSet.of(ModuleState.B, ModuleState.C, ModuleState.D);

  private static final Pattern NUMBER = Pattern.compile("0*\\d{1,4}");

  private final ControlRule rule;
  private final ModuleBus bus;
  private final List<Module> modules;
  private PerPhase grid;
  private Optional<LocalTime> time = Optional.empty();
  private Optional<Integer> tariff = Optional.empty();

  /**
   * A module that is controlled.
   *
   * @param line the name of its line; units are unique on one line only
   * @param wiring the house's phases it hangs on
   */
  public record ControlledModule(String line, int unit, Wiring wiring) {}

  /** What is known of a module. */
  private static final class Module {
    final ControlledModule target;
    int board;
    int written = -1;
    boolean connected;
    PerPhase current = PerPhase.ZERO;

    Module(ControlledModule target) {
      this.target = target;
    }
  }

  public Controller(ControlRule rule, ModuleBus bus, List<ControlledModule> targets) {
    this.rule = rule;
    this.bus = bus;
    this.modules = targets.stream().map(Module::new).toList();
  }

  /**
   * Gets to know the modules and lets them charge with all their boards can do.
   *
   * @throws IOException when one of the many first reads fails: the maker's controller gives up
   */
  public void start() throws IOException {
    for (Module module : modules) {
      ControlledModule target = module.target;
      identify(target);
      module.board = (bus.read(target, ModuleRegister.BOARD, 1)[0] & BOARD_OF_32_A) != 0 ? 32 : 16;
      for (int i = 0; i < START_READS; i++) {
        identify(target);
      }
      write(module, module.board);
      int phases = module.target.wiring().phases().size() == 1 ? 0 : SettingBit.THREE_PHASES.mask();
      bus.write(target, ModuleRegister.SETTINGS, phases);
    }
  }

  private void identify(ControlledModule target) throws IOException {
    bus.read(target, ModuleRegister.SERIAL_NUMBER, ModuleRegister.SERIAL_NUMBER.count());
    bus.read(target, ModuleRegister.FIRMWARE, 1);
  }

  /**
   * Takes a telegram, whole or not; an unusable one changes nothing.
   *
   * @throws IOException when it cannot be used; the message says why
   */
  public void telegram(Telegram telegram) throws IOException {
    grid = MakersReading.parse(telegram);
    time = telegram.values().get(Obis.TIME).flatMap(Controller::timeOfDay);
    tariff = telegram.values().get(Obis.TARIFF).flatMap(Controller::number);
  }

  private static Optional<LocalTime> timeOfDay(DataSet written) {
    return TimeStamp.parse(written.text()).map(stamp -> stamp.local().toLocalTime());
  }

  private static Optional<Integer> number(DataSet written) {
    return NUMBER.matcher(written.text()).matches()
        ? Optional.of(Integer.parseInt(written.text()))
        : Optional.empty();
  }

  /** Looks at the modules and sets their limits; to be called each second. */
  public void everySecond() {
    modules.forEach(this::look);
    if (grid == null) {
      return; // nothing is known of the house yet
    }
    PerPhase cars = PerPhase.ZERO;
    for (Module module : modules) {
      cars = cars.plus(module.target.wiring().toHouse(module.current));
    }
    share(rule.spare(new ControlRule.Situation(grid, cars, time, tariff)));
  }

  private void look(Module module) {
    try {
      int first = ModuleRegister.STATE.address();
      int[] words = bus.read(module.target, ModuleRegister.STATE, 10);
      int current = ModuleRegister.CURRENT_L1.address() - first;
      module.connected =
          WITH_CAR.contains(ModuleState.ofCode(words[0] & 0xFF).orElse(ModuleState.A));
      module.current =
          new PerPhase(
              words[current] / 256.0, words[current + 1] / 256.0, words[current + 2] / 256.0);
    } catch (IOException e) {
      // The last values stay.
    }
  }

  /** Gives what is spare to as many connected cars as it is enough for, in their order. */
  private void share(int spare) {
    long connected = modules.stream().filter(module -> module.connected).count();
    long served = Math.min(Math.max(1, connected), Math.max(0, spare) / PilotSignal.LOWEST_AMPERES);
    for (Module module : modules) {
      boolean gets = served > 0 && (module.connected || connected == 0);
      int limit = gets ? (int) Math.min(module.board, spare / served) : 0;
      if (gets && connected > 0) {
        spare -= limit;
        served--;
      }
      set(module, limit);
    }
  }

  private void set(Module module, int limit) {
    if (limit != module.written) {
      try {
        write(module, limit);
      } catch (IOException e) {
        // Not written: the next second tries again.
      }
    }
  }

  /** Writes both halves, as evcc does: the maker's 0 in the upper one stops charging for 2 s. */
  private void write(Module module, int limit) throws IOException {
    bus.write(module.target, ModuleRegister.LIMIT, limit << 8 | limit);
    module.written = limit;
  }

  /** The limit written last to a module, in the order they were given; -1 before the first. */
  public List<Integer> limits() {
    return modules.stream().map(module -> module.written).toList();
  }

  /** What the last good telegram said of the grid, in amperes; null before the first. */
  PerPhase grid() {
    return grid;
  }
}
