package org.evsebridge.simulator.bridge;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.guard.LoadGuard;
import org.evsebridge.bridge.guard.SampleGuards;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.FirmwareOptions;
import org.evsebridge.simulator.charger.OneSecondLimit;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.house.Connection;
import org.evsebridge.simulator.house.HouseSettings;
import org.evsebridge.simulator.house.Supply;
import org.evsebridge.simulator.house.TimeCurrentCurve;
import org.evsebridge.simulator.meter.MeterFaults;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.meter.MeterSettings;
import org.evsebridge.simulator.station.LineSettings;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.station.StationSettings;
import org.evsebridge.simulator.time.SimulatedClock;
import org.evsebridge.simulator.time.TimeSettings;
import org.evsebridge.simulator.vehicle.CarModel;

/**
 * A seeded evening of four hours: a heavy house, cars that want all they can get, and deaths of
 * controller, meter, line and bridge. The fuse is the weakest of its kind.
 */
final class Evening {
  private static final int FUSE = 25;

  /** A module without a car is looked at each 5 s. */
  private static final Duration SEEN = Duration.ofSeconds(6);

  /** A bridge decides so often, in milliseconds: what came since the last time is new to it. */
  private static final long STEP = 100;

  private static final Duration LENGTH = Duration.ofHours(4);
  private static final LocalDateTime START = LocalDateTime.of(2026, 11, 23, 18, 0);

  /** What stands between the cars and the fuse. */
  enum Setup {
    /** A guard, and modules whose saved limit is their share of the safe current. */
    COMMISSIONED,
    /** A guard, and modules that start with 32 A after a power cut. */
    AS_THEY_CAME,
    /** A guard, modules whose firmware does not let go, and nothing that happens to the bridge. */
    CAP,
    /** No guard. */
    ALONE
  }

  /** One kind of evening. */
  record Kind(MeterKind meter, FuseKind fuse, int modules, Setup setup) {}

  /**
   * How it went.
   *
   * @param blown how many fuses
   * @param bootedAlone whether one blew while a module that had lost power was not reached yet
   * @param mostWrites what the guard wrote to one module in ten seconds, at most
   * @param saves how often a module's settings were saved
   * @param broken what was not as it must be, with the evening at its end then; empty if nothing
   */
  record Outcome(
      long seed,
      int blown,
      boolean bootedAlone,
      double fuseUsed,
      double kilowattHours,
      int stops,
      int changes,
      int mostWrites,
      int saves,
      String broken) {}

  /**
   * What must be true of each step is not. With the system property {@code evenings.watch=off}
   * nobody looks, so that it shows what becomes of the fuses.
   */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final boolean WATCHED =
        !System.getProperty("evenings.watch", "on").equals("off");

    private Broken(String what) {
      super(what);
    }

    static void unlessUnwatched(String what) {
      if (WATCHED) {
        throw new Broken(what);
      }
    }
  }

  private final Kind kind;
  private final long seed;
  private final Random random;
  private final Station station;
  private final List<GuardedModule> modules;
  private final Optional<SteppedBridge> bridge;
  private final RandomTroubles troubles;
  private final List<Integer> shown = new ArrayList<>();
  private final WireWatch wire;
  private final GrantWatch grants;
  private final SavesWatch saves = new SavesWatch();
  private boolean bootedAlone;
  private long now;
  private long telegrams;
  private int stops;
  private int changes;
  private double fuseUsed;

  Evening(Kind kind, long seed) throws Exception {
    this.kind = kind;
    this.seed = seed;
    this.random = new Random(seed);
    this.modules =
        IntStream.range(0, kind.modules)
            .mapToObj(i -> new GuardedModule(LineSettings.BUS.name(), 2 + i, wiring(i), 6, 16))
            .toList();
    this.station = new Station(settings(), saves, START.atZone(SimulatedClock.ZONE), t -> {});
    this.wire = new WireWatch(guard(), station::answer, kind.setup == Setup.CAP);
    this.grants =
        new GrantWatch(
            guard(),
            IntStream.range(0, kind.modules).mapToObj(Evening::phasesOfCar).toList(),
            station.settings().meter().interval(),
            SimulatedClock.ZONE);
    this.bridge =
        kind.setup == Setup.ALONE
            ? Optional.empty()
            : Optional.of(new SteppedBridge(guard(), this::onLine, 0));
    Optional<SteppedBridge> troubled = kind.setup == Setup.CAP ? Optional.empty() : bridge;
    this.troubles = new RandomTroubles(random, troubled, this::ask);
    station.ask(models -> noise(models));
    modules.forEach(m -> shown.add(-1));
  }

  private static Wiring wiring(int index) {
    Phase[] p = Phase.values();
    return new Wiring(List.of(p[index % 3], p[(index + 1) % 3], p[(index + 2) % 3]));
  }

  private static Duration comes(int index) {
    return Duration.ofMinutes(index);
  }

  private static int conductors(int index) {
    return index == 1 ? 1 : 3;
  }

  private static Set<Phase> phasesOfCar(int index) {
    return Set.copyOf(wiring(index).phases().subList(0, conductors(index)));
  }

  private GuardSettings guard() {
    return SampleGuards.settings(
        kind.fuse, FUSE, GuardSettings.defaultSafeCurrent(FUSE, kind.fuse), modules);
  }

  private StationSettings settings() {
    TimeCurrentCurve curve =
        switch (kind.fuse) {
          case GG -> TimeCurrentCurve.GG_LOWEST;
          case B -> TimeCurrentCurve.B_LOWEST;
          case C -> TimeCurrentCurve.C_LOWEST;
        };
    HouseSettings house =
        new HouseSettings(
            new Connection(List.of(Phase.values()), FUSE, curve),
            Supply.DEFAULT,
            List.of(),
            List.of(),
            0,
            Optional.empty(),
            true);
    return new StationSettings(
        new TimeSettings(Optional.of(START), 1, false, seed),
        house,
        MeterSettings.of(kind.meter),
        LineSettings.METER.name(),
        List.of(LineSettings.METER, LineSettings.BUS),
        IntStream.range(0, kind.modules).mapToObj(this::charger).toList());
  }

  private ChargerSettings charger(int index) {
    ChargerSettings usual = ChargerSettings.DEFAULT;
    CarModel car = CarModel.of(conductors(index), 16).with(new CarModel.Battery(200, 10, 100));
    CarModel.Timing timing =
        new CarModel.Timing(
            Duration.ofSeconds(2), Duration.ofMillis(2000 + random.nextInt(2500)), 4);
    int safe = LoadGuard.safeShares(guard()).get(index);
    return new ChargerSettings(
        "car" + index,
        usual.line(),
        usual.hardware(),
        FirmwareOptions.DEFAULT.with(
            kind.setup == Setup.CAP ? OneSecondLimit.CAP : OneSecondLimit.OVERRIDE),
        usual.noise(),
        wiring(index),
        saved(usual.settings(), safe)
            .with(ModuleRegister.ADDRESS, 2 + index)
            .with(ModuleRegister.SETTINGS, 1),
        false,
        Optional.of(Path.of("car" + index)), // kept by the watch
        car.with(timing),
        Optional.of(comes(index)),
        new ChargerSettings.InitialState(Set.of(), Optional.of(0xFF10), false),
        Optional.empty());
  }

  private Settings saved(Settings settings, int safe) {
    return settings.with(
        ModuleRegister.LIMIT, kind.setup == Setup.AS_THEY_CAME ? 0xFF20 : 0xFF00 | safe);
  }

  /** Now and then a telegram is spoilt on its way. */
  private Void noise(Station.Models models) {
    models.meter().faults(new MeterFaults(0.005, 0.005, 0.01, 0.005, Duration.ZERO, Duration.ZERO));
    return null;
  }

  Outcome run() {
    Duration step = SimulatedClock.STEP;
    String broken = "";
    try {
      while (now < LENGTH.toMillis()) {
        now += step.toMillis();
        station.ask(models -> tick(models, step));
      }
    } catch (Broken e) {
      broken = e.getMessage();
    }
    Station.Models models = station.ask(m -> m);
    double kwh = models.chargers().stream().mapToDouble(c -> c.module().totalEnergy()).sum();
    return new Outcome(
        seed,
        models.house().blownFuses().size(),
        bootedAlone,
        fuseUsed,
        kwh,
        stops,
        changes,
        wire.mostWrites(),
        saves.count(),
        broken);
  }

  private Duration tick(Station.Models models, Duration step) {
    troubles.tick(models);
    int blown = models.house().blownFuses().size();
    PerPhase cars = cars(models);
    station.tick(step);
    wire.tick(now);
    grants.passed(
        cars,
        models.house().flow().amperes().with(cars, (all, its) -> all - its),
        models.clock().instant(),
        now);
    bridge.ifPresent(one -> tick(one, models));
    for (int i = 0; i < modules.size(); i++) {
      ChargingModule module = models.chargers().get(i).module();
      wire.looks(modules.get(i).unit(), module.isRunning());
      int advertised = module.advertisedAmperes();
      int before = shown.set(i, advertised);
      if (before != advertised) {
        changes++;
        stops += advertised == 0 ? 1 : 0;
      }
    }
    if (models.house().blownFuses().size() > blown) {
      bootedAlone |= wire.hasUnreached();
    }
    fuseUsed = Math.max(fuseUsed, models.house().fuseUse().max());
    return step;
  }

  /** A bridge that is dead or hangs sends nothing. */
  private Optional<Adu> onLine(String line, Adu request) {
    if (!bridge.orElseThrow().isRunning()) {
      Broken.unlessUnwatched("a bridge that does not run sends something at " + now + " ms");
    }
    return wire.onLine(line, request);
  }

  private PerPhase cars(Station.Models models) {
    PerPhase cars = PerPhase.ZERO;
    for (int i = 0; i < modules.size(); i++) {
      cars = cars.plus(modules.get(i).wiring().toHouse(models.chargers().get(i).current()));
    }
    return cars;
  }

  private void tick(SteppedBridge one, Station.Models models) {
    if (models.meter().sent() != telegrams) {
      telegrams = models.meter().sent();
      byte[] telegram = models.meter().lastSent();
      one.received(telegram);
      if (one.isRunning() && one.guard().telegramAge(now).orElse(2 * STEP) <= STEP) {
        grants.shared(one.guard(), telegram, plugged(models), now);
      }
    }
    if (now % STEP == 0) {
      one.tick(now);
      if (one.isRunning()) {
        grants.decided(
            one.guard(), modules.stream().map(m -> wire.wished(m.unit(), now)).toList(), now);
      }
    }
  }

  /** Whose cars a bridge can know of. */
  private Set<GuardedModule> plugged(Station.Models models) {
    return IntStream.range(0, modules.size())
        .filter(i -> models.chargers().get(i).isPlugged() && now > comes(i).plus(SEEN).toMillis())
        .mapToObj(modules::get)
        .collect(Collectors.toSet());
  }

  private void ask(String line, Adu request) {
    if (bridge.isPresent()) {
      wire.asks(request, bridge.get().isRunning());
      if (bridge.get().ask(line, request, "controller").isPresent()) {
        wire.answered(request);
      }
    } else {
      station.answer(line, request);
    }
  }
}
