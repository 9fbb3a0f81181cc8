package org.evsebridge.simulator.bridge;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.guard.Change;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.charger.FirmwareOptions;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.house.Connection;
import org.evsebridge.simulator.house.HouseSettings;
import org.evsebridge.simulator.house.Supply;
import org.evsebridge.simulator.house.TimeCurrentCurve;
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
  private static final Duration LENGTH = Duration.ofHours(4);
  private static final LocalDateTime START = LocalDateTime.of(2026, 11, 23, 18, 0);

  /** One kind of evening. */
  record Kind(MeterKind meter, FuseKind fuse, int modules, boolean guarded, boolean commissioned) {}

  /** How it went. */
  record Outcome(
      long seed, int blown, double fuseUsed, double kilowattHours, int stops, int changes) {}

  private final Kind kind;
  private final long seed;
  private final Random random;
  private final Station station;
  private final List<GuardedModule> modules;
  private final Optional<SteppedBridge> bridge;
  private final RandomTroubles troubles;
  private final List<Integer> shown = new ArrayList<>();
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
    this.station =
        new Station(settings(), (p, b) -> null, START.atZone(SimulatedClock.ZONE), t -> {});
    this.bridge =
        kind.guarded
            ? Optional.of(new SteppedBridge(guard(), station::answer, 0))
            : Optional.empty();
    this.troubles = new RandomTroubles(random, bridge, this::ask);
    modules.forEach(m -> shown.add(-1));
  }

  private static Wiring wiring(int index) {
    Phase[] p = Phase.values();
    return new Wiring(List.of(p[index % 3], p[(index + 1) % 3], p[(index + 2) % 3]));
  }

  private GuardSettings guard() {
    return new GuardSettings(
        FUSE,
        kind.fuse,
        0,
        GuardSettings.defaultSafeCurrent(FUSE, kind.fuse),
        Duration.ofSeconds(60),
        Duration.ofMinutes(5),
        new GuardSettings.ControllerSilence(Optional.empty(), GuardSettings.Then.KEEP),
        modules);
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
    CarModel car = CarModel.of(index == 1 ? 1 : 3, 16).with(new CarModel.Battery(200, 10, 100));
    CarModel.Timing timing =
        new CarModel.Timing(
            Duration.ofSeconds(2), Duration.ofMillis(2000 + random.nextInt(2500)), 4);
    int safe = GuardSettings.defaultSafeCurrent(FUSE, kind.fuse);
    return new ChargerSettings(
        "car" + index,
        usual.line(),
        usual.hardware(),
        FirmwareOptions.DEFAULT,
        usual.noise(),
        wiring(index),
        saved(usual.settings(), safe)
            .with(ModuleRegister.ADDRESS, 2 + index)
            .with(ModuleRegister.SETTINGS, 1),
        false,
        Optional.empty(),
        car.with(timing),
        Optional.of(Duration.ofMinutes(index)),
        new ChargerSettings.InitialState(java.util.Set.of(), Optional.of(0xFF10), false),
        Optional.empty());
  }

  /** A module that is commissioned has the safe current saved, so that it boots to it. */
  private Settings saved(Settings settings, int safe) {
    return settings.with(ModuleRegister.LIMIT, kind.commissioned ? 0xFF00 | safe : 0xFF20);
  }

  Outcome run() {
    Duration step = SimulatedClock.STEP;
    while (now < LENGTH.toMillis()) {
      now += step.toMillis();
      station.ask(models -> tick(models, step));
    }
    Station.Models models = station.ask(m -> m);
    double kwh = models.chargers().stream().mapToDouble(c -> c.module().totalEnergy()).sum();
    return new Outcome(seed, models.house().blownFuses().size(), fuseUsed, kwh, stops, changes);
  }

  private Duration tick(Station.Models models, Duration step) {
    troubles.tick(models);
    station.tick(step);
    bridge.ifPresent(
        one -> {
          if (models.meter().sent() != telegrams) {
            telegrams = models.meter().sent();
            one.received(models.meter().lastSent());
          }
          if (now % 100 == 0) {
            one.tick(now);
            one.guard().states(now).forEach(this::requireSense);
          }
        });
    for (int i = 0; i < modules.size(); i++) {
      int advertised = models.chargers().get(i).module().advertisedAmperes();
      int before = shown.set(i, advertised);
      if (before != advertised) {
        changes++;
        stops += advertised == 0 ? 1 : 0;
      }
    }
    fuseUsed = Math.max(fuseUsed, models.house().fuseUse().max());
    return step;
  }

  /** Whatever happens, nobody gets more than he wishes, or what no car charges with. */
  private void requireSense(Change state) {
    int granted = state.granted();
    if (granted > state.wish() || granted > 16 || granted > 0 && granted < 6) {
      throw new AssertionError("seed " + seed + " at " + now + " ms: " + state);
    }
  }

  private void ask(String line, Adu request) {
    if (bridge.isPresent()) {
      bridge.get().ask(line, request, "controller");
    } else {
      station.answer(line, request);
    }
  }
}
