package org.evsebridge.simulator.scenario;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.bridge.guard.Change;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TelegramFramer;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.simulator.bridge.RandomTroubles;
import org.evsebridge.simulator.bridge.SteppedBridge;
import org.evsebridge.simulator.controller.AduModuleBus;
import org.evsebridge.simulator.controller.Controller;
import org.evsebridge.simulator.line.FaultRule;
import org.evsebridge.simulator.line.FaultScope;
import org.evsebridge.simulator.line.LineFault;
import org.evsebridge.simulator.line.LineFaults;
import org.evsebridge.simulator.line.SteppedLine;
import org.evsebridge.simulator.station.LineSettings;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.RealTimeDriver;
import org.evsebridge.simulator.time.Ticking;

/**
 * What a scenario acts on: the station, the bridge's load guard if it has one, and its controller,
 * who works once a simulated second. Not thread-safe; the station's lock is held by whoever ticks.
 */
final class World implements Ticking {
  /** A bridge decides so often, in milliseconds. */
  private static final long DECIDES_EVERY = 100;

  /** The controller and whoever writes a register are clients of the bridge, by these names. */
  private static final String CONTROLLER = "controller";

  private static final String SOMEBODY = "somebody";

  private final Station station;
  private final ControllerSettings settings;
  private final Optional<Controller> controller;
  private final Optional<SteppedBridge> bridge;
  private final Optional<RandomTroubles> troubles;
  private final TelegramFramer framer = new TelegramFramer(this::tell, () -> {});
  private final Map<String, SteppedLine> lines = new LinkedHashMap<>();
  private volatile Optional<Wires> ofPorts = Optional.empty();
  private volatile Optional<RealTimeDriver> realTime = Optional.empty();
  private volatile OutsideApi outside = OutsideApi.NONE;
  private volatile Mind mind = Mind.WORKS;
  private boolean started;
  private long second = Long.MIN_VALUE;
  private long telegramsOfBridge;
  private long telegrams;
  private List<Change> guardNews = List.of();
  private final List<String> remarks = new ArrayList<>();
  private Duration passed = Duration.ZERO;

  /** How the controller is. */
  private enum Mind {
    WORKS,
    /** Nothing of it is left; it will start anew. */
    DEAD,
    /** It does nothing for a while. */
    HANGS,
    /** It reads currents as evcc does whose meter is silent, and decides nothing. */
    BLIND
  }

  /**
   * @param guard the load guard of the bridge between controller and modules
   * @param troubles the seed by which things go wrong at random, if they do
   */
  World(
      Station station,
      ControllerSettings controller,
      Optional<GuardConfig> guard,
      OptionalLong troubles) {
    this.station = station;
    this.settings = controller;
    for (LineSettings line : station.settings().busLines()) {
      lines.put(line.name(), stepped(line));
    }
    this.bridge = guard.map(g -> new SteppedBridge(g.settings(), this::onLine, passed.toMillis()));
    this.controller =
        settings
            .rule()
            .filter(rule -> settings.outside().isEmpty()) // it only stands in
            .map(
                rule ->
                    new Controller(rule, new AduModuleBus(this::askOrFail), settings.targets()));
    this.troubles =
        troubles.isPresent()
            ? Optional.of(
                new RandomTroubles(
                    troubles.getAsLong(), bridge, (line, request) -> ask(line, request, SOMEBODY)))
            : Optional.empty();
  }

  private SteppedLine stepped(LineSettings line) {
    LineFaults faults = LineFaults.of(station.settings().time().seed(), line.name());
    line.bus().faults().forEach(rule -> faults.add(rule, passed));
    return new SteppedLine(
        request -> station.answers(line.name(), request),
        unit -> station.answersAt(line.name(), unit),
        faults);
  }

  private Adu askOrFail(String line, Adu request) throws IOException {
    return ask(line, request, CONTROLLER)
        .orElseThrow(() -> new IOException("unit " + request.unit() + " does not answer"));
  }

  /** Puts a request on a line, past the bridge if there is one. */
  Optional<Adu> ask(String line, Adu request) {
    return ask(line, request, SOMEBODY);
  }

  private Optional<Adu> ask(String line, Adu request, String client) {
    return bridge.isPresent() ? bridge.get().ask(line, request, client) : onLine(line, request);
  }

  private Optional<Adu> onLine(String line, Adu request) {
    return ofPorts.isPresent()
        ? station.answer(line, request)
        : lines.get(line).ask(request, passed);
  }

  Station.Models models() {
    return station.ask(models -> models);
  }

  @Override
  public void tick(Duration step) {
    if (troubles.isPresent()) {
      troubles.get().tick(models());
    }
    passed = passed.plus(step);
    station.tick(step);
    if (bridge.isPresent()) {
      let(bridge.get(), models());
    }
    if (controller.isPresent() && mind != Mind.DEAD && mind != Mind.HANGS) {
      control(controller.get(), models());
    }
  }

  private void let(SteppedBridge one, Station.Models models) {
    if (models.meter().sent() != telegramsOfBridge) {
      telegramsOfBridge = models.meter().sent();
      one.received(models.meter().lastSent());
    }
    long now = passed.toMillis(); // a clock that is set is no time that passes
    guardNews = now % DECIDES_EVERY == 0 ? one.tick(now) : List.of();
  }

  private void control(Controller working, Station.Models models) {
    if (models.meter().sent() != telegrams) {
      telegrams = models.meter().sent();
      framer.take(models.meter().lastSent());
    }
    long now = passed.toSeconds();
    if (now != second) {
      second = now;
      everySecond(working);
    }
  }

  private void tell(Telegram telegram) {
    try {
      controller.orElseThrow().telegram(telegram);
    } catch (IOException e) {
      // It goes on with what it knows.
    }
  }

  private void everySecond(Controller working) {
    if (mind == Mind.BLIND) {
      settings.targets().forEach(this::readCurrents);
      return;
    }
    try {
      if (!started) {
        working.start();
        started = true;
      }
      working.everySecond();
    } catch (IOException e) {
      // The start failed: it is tried again in a second.
    }
  }

  private void readCurrents(Controller.ControlledModule target) {
    Pdu read =
        Pdu.request(RegisterSpace.INPUT.readFunction(), ModuleRegister.CURRENT_L1.address(), 3);
    ask(target.line(), new Adu(target.unit(), read), CONTROLLER);
  }

  boolean isControllerAlive() {
    return mind != Mind.DEAD;
  }

  /** The controller does nothing any more; the modules keep their last limits. */
  void killController() {
    mind = Mind.DEAD;
  }

  /** The controller does nothing until it starts again, and then goes on where it was. */
  void hangController() {
    mind = Mind.HANGS;
  }

  /** The controller reads currents and decides nothing. */
  void blindController() {
    mind = Mind.BLIND;
  }

  /** The controller is there again; if it was dead it starts anew. */
  void reviveController() {
    started = started && mind != Mind.DEAD;
    mind = Mind.WORKS;
  }

  /** Nothing gets through on the lines of the modules for a while. */
  void cutLines(Duration howLong) {
    FaultScope forAWhile = FaultScope.EVERYTHING.lasting(howLong);
    FaultRule cut = new FaultRule(new LineFault.Dead(Duration.ZERO), forAWhile, "line cut");
    wires().faults().values().forEach(line -> line.add(cut, wires().now()));
  }

  /** Gives it what a station with ports has and its models know nothing of. */
  void ports(Wires wires, RealTimeDriver time) {
    ofPorts = Optional.of(wires);
    realTime = Optional.of(time);
  }

  /** How its time passes; empty where it is stepped as fast as can be. */
  Optional<RealTimeDriver> realTime() {
    return realTime;
  }

  /** Sets the station's clock. */
  void setClock(LocalDateTime moment) {
    station.setClock(moment);
  }

  /** The lines of the modules. */
  Wires wires() {
    return ofPorts.orElseGet(SteppedWires::new);
  }

  private final class SteppedWires implements Wires {
    @Override
    public Map<String, LineFaults> faults() {
      Map<String, LineFaults> faults = new LinkedHashMap<>();
      lines.forEach((name, line) -> faults.put(name, line.faults()));
      return faults;
    }

    @Override
    public Duration now() {
      return passed;
    }
  }

  /** What the bridge's guard changed in the last step, and why. */
  List<Change> guardNews() {
    return guardNews;
  }

  /** Says why what was just done did nothing, or not yet what its words say. */
  void remark(String why) {
    remarks.add(why);
  }

  /**
   * Does something.
   *
   * @return what to say of it beyond its words
   */
  List<String> act(Action action) {
    remarks.clear();
    action.act().accept(this);
    return List.copyOf(remarks);
  }

  /** What conditions see now. */
  Sight sight() {
    return new Sight(models(), outside);
  }

  /** Who controls from outside, once it is there. */
  OutsideApi outside() {
    return outside;
  }

  void outside(OutsideApi program) {
    outside = program;
  }

  /** Whether there is one who works in it; a program outside is not. */
  boolean hasController() {
    return controller.isPresent();
  }

  /** Whether it is behind ports, where time is real. */
  boolean hasPorts() {
    return ofPorts.isPresent();
  }

  boolean hasBridge() {
    return bridge.isPresent();
  }

  /** The bridge; one without a guard is no part of a scenario without ports. */
  SteppedBridge bridge() {
    return bridge.orElseThrow();
  }
}
