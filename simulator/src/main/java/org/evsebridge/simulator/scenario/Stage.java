package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.bridge.guard.Change;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TelegramFramer;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.simulator.config.EepromFile;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.meter.SmartMeter;
import org.evsebridge.simulator.report.Happening;
import org.evsebridge.simulator.report.Report;
import org.evsebridge.simulator.report.Verdict;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.RealTimeDriver;
import org.evsebridge.simulator.time.SimulatedClock;
import org.evsebridge.simulator.time.Ticking;

/**
 * A station with its controller and its bridge's guard, on which somebody acts with the words of
 * scenarios while its time passes. Every method may be called from any thread.
 */
public final class Stage implements Ticking {
  private static final int MOST_TELEGRAMS = 1000;

  private final Station station;
  private final World world;
  private final Chronicle chronicle;
  private final Sampler sampler;
  private final Watches watches;
  private final Deque<byte[]> unread = new ArrayDeque<>();
  private final Deque<Telegram> telegrams = new ArrayDeque<>();
  private final TelegramFramer framer = new TelegramFramer(this::keep, () -> {});
  private long telegramsSeen;
  private final long began = System.nanoTime();
  private final SetUp setUp; // told when somebody asks: mostly nobody does
  private Duration passed = Duration.ZERO;

  /** Without anybody who controls the modules, and without a guard. */
  public Stage(Station station) {
    this(station, ControllerSettings.NONE, Optional.empty());
  }

  /**
   * A station as a rig.yaml describes it, with the guard of its bridge.
   *
   * @param controller who controls it: the keys of a scenario's {@code controller}; empty for
   *     nobody
   * @throws ConfigException with everything that is wrong with the settings
   */
  public static Stage of(RigFile rig, Optional<YamlNode> controller) throws ConfigException {
    ZonedDateTime now = ZonedDateTime.now(SimulatedClock.ZONE);
    Station station = new Station(rig.station(), EepromFile::open, now, telegram -> {});
    Problems problems = new Problems();
    Station.Models models = station.ask(m -> m); // nothing else knows them yet
    ControllerSettings settings =
        controller
            .flatMap(keys -> ControllerSettings.BLOCK.read(keys, problems))
            .map(known -> known.apply(models))
            .orElse(ControllerSettings.NONE);
    problems.throwIfAny();
    return new Stage(station, settings, rig.bridge().guard());
  }

  /**
   * @param guard of a bridge that is stepped with the station
   */
  Stage(Station station, ControllerSettings controller, Optional<GuardConfig> guard) {
    this.station = station;
    this.watches = new Watches(station);
    this.world = new World(station, controller, guard, OptionalLong.empty());
    ZonedDateTime start = station.ask(m -> m.clock().instant().atZone(m.clock().zone()));
    this.sampler = new Sampler(world.models());
    this.chronicle = new Chronicle(start, Duration.ofDays(1));
    this.setUp = new SetUp(start, station.settings(), controller, guard);
  }

  @Override
  public void tick(Duration step) {
    station.ask(
        models -> {
          world.tick(step);
          passed = passed.plus(step);
          chronicle.look(passed, models.clock().instant());
          chronicle.noteBlownFuses(passed, models.house());
          chronicle.noteGuard(passed, world.guardNews());
          hear(models.meter());
          sampler.look(passed, models);
          return passed;
        });
    watches.tick(step);
  }

  private void hear(SmartMeter meter) {
    if (meter.sent() != telegramsSeen) {
      telegramsSeen = meter.sent();
      addBounded(unread, meter.lastSent()); // read when somebody asks: mostly nobody does
    }
  }

  private List<Telegram> read() {
    unread.forEach(framer::take);
    unread.clear();
    return List.copyOf(telegrams);
  }

  private void keep(Telegram telegram) {
    addBounded(telegrams, telegram);
  }

  private static <T> void addBounded(Deque<T> all, T last) {
    if (all.size() == MOST_TELEGRAMS) {
      all.remove();
    }
    all.add(last);
  }

  /** Gives it the wires of a station with ports, and how its time passes. */
  public void ports(Wires wires, RealTimeDriver time) {
    world.ports(wires, time);
  }

  /**
   * Does what an event of a scenario does, such as {@code oven on}.
   *
   * @throws IllegalArgumentException when it cannot be done here; the message says what can
   */
  public void act(String words) {
    station.act(
        models -> {
          Action action = Action.parse(words, models);
          missing(action)
              .ifPresent(
                  why -> {
                    throw new WrongValue("'" + words + "' cannot be done here: " + why);
                  });
          List<String> remarks = world.act(action);
          chronicle.note(passed, action.text());
          chronicle.noteRemarks(passed, action, remarks);
        });
  }

  /** What an action needs and is not there. */
  private Optional<String> missing(Action action) {
    if (action.isOfEvcc() || action.isOfHttp()) {
      return Optional.of("no program outside takes part; in a scenario one does");
    }
    if (action.isOfBridge() && !world.hasBridge()) {
      return Optional.of(
          world.hasPorts()
              ? "with ports the bridge keeps real time, and words do not reach it"
              : "there is no guard, and so no bridge; a rig.yaml has 'bridge: {guard: …}'");
    }
    if (action.isOfController() && !world.hasController()) {
      return Optional.of(
          world.hasPorts()
              ? "with ports nobody controls the station but who comes over them"
              : "there is no controller; give one, such as {rule: balancing}");
    }
    return Optional.empty();
  }

  /**
   * What a quantity is now, in its unit; not a number while it has no value.
   *
   * @throws IllegalArgumentException when there is no such quantity
   */
  public double value(String quantity) {
    return station.ask(models -> Quantity.named(quantity, models).of(world.sight()));
  }

  /** The same as people read it. */
  public String text(String quantity) {
    return station.ask(
        models -> {
          Quantity known = Quantity.named(quantity, models);
          return known.text(known.of(world.sight()));
        });
  }

  /**
   * Watches for a condition to hold at one step at least, the present moment included, unless
   * something was done to the station since its last step.
   *
   * @param after simulated time from now, before which it is not looked at
   * @param within simulated time from then
   * @return complete as soon as it holds, or when the time is over
   * @throws IllegalArgumentException when it is no condition
   */
  public CompletableFuture<Waited> once(String condition, Duration after, Duration within) {
    return watches.once(condition, after, within);
  }

  /**
   * Watches that a condition holds at each step.
   *
   * @param during simulated time from now
   * @return complete as soon as it does not hold, or when the time is over
   * @throws IllegalArgumentException when it is no condition
   */
  public CompletableFuture<Waited> always(String condition, Duration during) {
    return watches.always(condition, during);
  }

  /**
   * Puts a request on a line, through the bridge's guard if it is stepped with the station.
   *
   * @return empty when nothing answers
   */
  public Optional<Adu> ask(String line, Adu request) {
    return station.ask(models -> world.ask(line, request));
  }

  /**
   * Notes what somebody does who is no word of the station.
   *
   * @param who such as "client"; what each says again and again is counted
   */
  public void note(String who, String what) {
    station.ask(
        models -> {
          chronicle.note(passed, who, what);
          return passed;
        });
  }

  /** Notes what the guard of a bridge changed that is not stepped with the station. */
  public void guardChanged(Change change) {
    station.ask(
        models -> {
          chronicle.noteGuard(passed, List.of(change));
          return passed;
        });
  }

  /** The telegrams that the meter has sent, of the last {@value #MOST_TELEGRAMS} at most. */
  public List<Telegram> telegrams() {
    return station.ask(models -> read());
  }

  /** What was done, what blew and what the guard changed so far, a line each. */
  public List<Happening> happenings() {
    return station.ask(models -> chronicle.lines());
  }

  /**
   * What came of it so far, for a report that begins with its set-up.
   *
   * @param verdicts what was expected and seen
   */
  public Report report(String name, List<Verdict> verdicts) {
    return station.ask(
        models ->
            new Report(
                setUp.text(),
                name,
                OptionalLong.empty(),
                verdicts,
                chronicle.lines(),
                Optional.of(sampler.series(chronicle.isClockSet())),
                passed,
                Duration.ofNanos(System.nanoTime() - began)));
  }

  public Station station() {
    return station;
  }
}
