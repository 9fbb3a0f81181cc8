package org.evsebridge.simulator.junit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.simulator.report.HtmlReport;
import org.evsebridge.simulator.report.Verdict;
import org.evsebridge.simulator.rig.RigException;
import org.evsebridge.simulator.scenario.Stage;
import org.evsebridge.simulator.scenario.Waited;
import org.evsebridge.simulator.station.Station;

/**
 * A charging station in somebody's test. It is driven and asked with the words of scenarios: what
 * an event's {@code do} may say, and the quantities and conditions of expectations. Its methods may
 * be called from any thread; one that waits lets the station's time pass.
 */
public final class TestStation implements AutoCloseable {
  /** What a failed wait tells of the station. */
  private static final List<String> SHOWN =
      List.of("state", "limit", "current", "grid L1", "grid L2", "grid L3", "fuses blown");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Home home;
  private final ModbusClient modbus;

  private TestStation(Home home) {
    this.home = home;
    this.modbus = new NotedModbus(home.modbus(), words -> stage().note("client", words));
  }

  /** The default station, stepped. */
  public static TestStation stepped() {
    return stepped(StationBuilder.station());
  }

  /**
   * A station whose time passes only while the test waits, as fast as the machine can.
   *
   * @throws IllegalArgumentException with everything that is wrong with its settings
   */
  public static TestStation stepped(StationBuilder settings) {
    try {
      return new TestStation(new SteppedHome(settings.read(), settings.controller()));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * A station in real time on free ports with the bridge in front. It is reached as a real one is.
   *
   * @param dir where its virtual serial ports appear; is made if it is not there
   * @throws IllegalArgumentException with everything that is wrong with its settings
   * @throws IllegalStateException when its ports cannot be had
   */
  public static TestStation withPorts(StationBuilder settings, Path dir) {
    try {
      if (settings.controller().isPresent()) {
        throw new IllegalArgumentException(
            "a station with ports is controlled through its ports: 'controller' is for one that is"
                + " stepped");
      }
      return new TestStation(PortsHome.start(settings.read(), dir));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (RigException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /**
   * Does what an event of a scenario does, such as {@code oven on}, {@code plug} or {@code fault
   * no-earth}.
   *
   * @throws IllegalArgumentException when it cannot be done here; the message says what can
   */
  public void act(String words) {
    stage().act(words);
  }

  /**
   * What a quantity such as {@code grid L1} or {@code soc of left} is now, in its unit; not a
   * number while it has no value.
   *
   * @throws IllegalArgumentException when there is no such quantity; the message says what there is
   */
  public double value(String quantity) {
    return stage().value(quantity);
  }

  /** The same as people read it, such as {@code 15.80 A} or {@code C}. */
  public String text(String quantity) {
    return stage().text(quantity);
  }

  /**
   * Waits until a condition such as {@code current >= 6 A} holds. What holds already ends the wait
   * at once, after one step when something was done to the station before.
   *
   * @param within the station's time that it has for that
   * @return the station's time until it held; zero when it held at once
   * @throws AssertionError when it has not held by then; the message says what was seen
   * @throws IllegalArgumentException when it is no condition; the message says what there is
   */
  public Duration await(String condition, Duration within) {
    return awaitAfter(Duration.ZERO, condition, within);
  }

  /**
   * Lets time pass and waits then until a condition holds, so that what held before does not count:
   * {@code awaitAfter(ofSeconds(10), "L1 <= 25 A", ZERO)} is that it holds ten seconds later.
   *
   * @param after the station's time that passes before the condition is looked at
   * @param within the station's time that it has from then on
   * @return the station's time until it held, from the beginning on
   * @throws AssertionError as for {@link #await}
   * @throws IllegalArgumentException as for {@link #await}
   */
  public Duration awaitAfter(Duration after, String condition, Duration within) {
    return require(stage().once(condition, after, within));
  }

  /**
   * Waits and sees that a condition holds at each step.
   *
   * @param during the station's time
   * @throws AssertionError as soon as it does not hold; the message says what was seen
   * @throws IllegalArgumentException when it is no condition; the message says what there is
   */
  public void always(String condition, Duration during) {
    require(stage().always(condition, during));
  }

  private Duration require(CompletableFuture<Waited> watched) {
    Waited waited = passUntil(watched);
    Verdict verdict = waited.verdict();
    if (!verdict.passed()) {
      throw new NotSeen(verdict, situation());
    }
    return waited.took();
  }

  private Waited passUntil(CompletableFuture<Waited> watched) {
    try {
      return home.passUntil(watched);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the station", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private String situation() {
    StringBuilder text = new StringBuilder(state());
    stage().happenings().forEach(one -> text.append("\n  ").append(one.text()));
    return text.toString();
  }

  private String state() {
    Stage stage = stage();
    StringBuilder text = new StringBuilder("the station at " + TIME.format(clock().now()) + ":");
    if (!station().ask(models -> models.chargers().get(0).isPowered())) {
      text.append(" no supply,");
    }
    shown().forEach(name -> text.append(' ').append(name).append(' ').append(stage.text(name)));
    return text.toString();
  }

  private List<String> shown() {
    List<String> names = new ArrayList<>(SHOWN);
    if (station().ask(models -> models.house().sun().isThere())) {
      names.add("sun");
    }
    if (station().ask(models -> models.house().battery().settings().isPresent())) {
      names.add("battery");
      names.add("battery soc");
    }
    return names;
  }

  /** How its time passes. */
  public TestClock clock() {
    return new TestClock(home);
  }

  /** Asks the charging modules of the first line, through the guard if there is one. */
  public ModbusClient modbus() {
    return modbus;
  }

  /**
   * Where it is reached.
   *
   * @throws IllegalStateException when it is stepped and has no ports
   */
  public TestPorts ports() {
    return home.ports()
        .orElseThrow(
            () -> new IllegalStateException("this station is stepped: ask for one with ports"));
  }

  /** What its smart meter has sent. */
  public Telegrams telegrams() {
    return () -> stage().telegrams();
  }

  /** What happened, for people. */
  public Trouble trouble() {
    return new StageTrouble(this::stage);
  }

  /** The first charger, and the car at it. */
  public TestCharger charger() {
    return new TestCharger(this::stage, chargers().get(0));
  }

  /**
   * The charger of a name, and the car at it.
   *
   * @throws IllegalArgumentException when there is none; the message says what there is
   */
  public TestCharger charger(String name) {
    if (!chargers().contains(name)) {
      throw new IllegalArgumentException(
          "there is no charger '" + name + "', only " + String.join(", ", chargers()));
    }
    return new TestCharger(this::stage, name);
  }

  private List<String> chargers() {
    return station().ask(Station.Models::chargerNames);
  }

  /** The house: its loads, fuses and grid. */
  public TestHouse house() {
    return new TestHouse(this::stage);
  }

  /** The smart meter. */
  public TestMeter meter() {
    return new TestMeter(this::stage);
  }

  /**
   * Nothing gets through on the lines of the modules for so long: in real time with ports, in the
   * station's where it is stepped.
   */
  public void cutLines(Duration howLong) {
    act("line cut for " + Durations.format(howLong));
  }

  /**
   * The RS485 line of a name.
   *
   * @throws IllegalArgumentException when there is none; the message says what there is
   */
  public TestLine line(String name) {
    List<String> lines = station().ask(Station.Models::lines);
    if (!lines.contains(name)) {
      throw new IllegalArgumentException(
          "there is no RS485 line '" + name + "', only " + String.join(", ", lines));
    }
    return new TestLine(this::stage, name);
  }

  /** The RS485 line of the first charger. */
  public TestLine line() {
    return line(station().ask(Station.Models::lines).get(0));
  }

  /**
   * The bridge with the load guard in front of it, when it is stepped. What is done to it is
   * refused where there is no guard, or the station has ports.
   */
  public TestBridge bridge() {
    return new TestBridge(this::stage);
  }

  /**
   * Who controls its modules, when it is stepped. What is done to it is refused where there is no
   * controller, or the station has ports.
   */
  public TestController controller() {
    return new TestController(this::stage);
  }

  /**
   * A page that shows how the station went so far.
   *
   * @param name of the test
   * @param verdict why somebody wants to see it
   */
  String report(String name, Verdict verdict) {
    return HtmlReport.ofTest(stage().report(name, List.of(verdict)), state());
  }

  /**
   * Puts it back to its beginning: time, house, meter, modules and cars. Ports stay as they are.
   */
  public void reset() {
    home.reset();
  }

  /** The models, for those whom the words do not suffice. */
  public Station station() {
    return stage().station();
  }

  private Stage stage() {
    return home.stage();
  }

  /** Ends it; nothing of it is left. */
  @Override
  public void close() {
    modbus.close();
    home.close();
  }
}
