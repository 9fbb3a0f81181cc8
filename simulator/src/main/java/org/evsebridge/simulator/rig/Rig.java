package org.evsebridge.simulator.rig;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.evsebridge.bridge.Bridge;
import org.evsebridge.bridge.BridgeConfig;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.config.http.HttpConfig;
import org.evsebridge.bridge.gateway.Gateway;
import org.evsebridge.bridge.guard.Change;
import org.evsebridge.bridge.guarding.LoadGuards;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.simulator.api.ActivityLog;
import org.evsebridge.simulator.api.Controlled;
import org.evsebridge.simulator.api.Reset;
import org.evsebridge.simulator.config.EepromFile;
import org.evsebridge.simulator.line.BusTransaction;
import org.evsebridge.simulator.line.LineFaults;
import org.evsebridge.simulator.line.Rs485Bus;
import org.evsebridge.simulator.scenario.Watches;
import org.evsebridge.simulator.scenario.Wires;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.LineSettings;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.station.StationSettings;
import org.evsebridge.simulator.time.RealTimeDriver;
import org.evsebridge.simulator.time.SimulatedClock;
import org.evsebridge.simulator.time.Ticking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running station in one process: the model in real time, its lines on pseudo-terminals, and the
 * bridge in front, which runs from files that the rig writes into its folder.
 */
public final class Rig implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rig.class);
  private static final String EVCC = "evcc.yaml";
  private static final List<String> OF_THE_BRIDGE = List.of(Gateway.GUARD, Gateway.ITSELF);

  private final RigFolder folder;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final StationSettings settings;
  private final Station station;
  private final Lines lines;
  private final ActivityLog activity = new ActivityLog();
  private final AtomicLong clientsRequests = new AtomicLong();
  private final Watches watches;
  private volatile Optional<RealTimeDriver> driver = Optional.empty();
  private volatile Optional<Bridge> bridge = Optional.empty();
  private Optional<Addresses> addresses = Optional.empty();
  private Optional<Control> control = Optional.empty();

  /**
   * Where the bridge listens, under the host's name that was asked for.
   *
   * @param gateways by the name of the RS485 line
   * @param house what it serves to the house
   */
  public record Addresses(
      InetSocketAddress p1,
      Map<String, InetSocketAddress> gateways,
      Optional<InetSocketAddress> house) {
    /** With nothing that the house is served. */
    public Addresses(InetSocketAddress p1, Map<String, InetSocketAddress> gateways) {
      this(p1, gateways, Optional.empty());
    }

    /** The gateway of the first line. */
    public InetSocketAddress modbus() {
      return gateways.values().iterator().next();
    }
  }

  private Rig(RigFolder folder, StationSettings settings) throws ConfigException {
    this.folder = folder;
    this.settings = settings;
    this.lines = new Lines(settings, this::speed);
    this.station =
        new Station(
            settings, EepromFile::open, ZonedDateTime.now(SimulatedClock.ZONE), lines::telegram);
    this.watches = new Watches(station);
  }

  /**
   * Starts a rig. When this returns, everything accepts connections.
   *
   * @throws RigException when a port or the folder cannot be had; nothing is left behind then
   */
  public static Rig start(RigOptions options, StationSettings settings) throws RigException {
    return start(options, settings, station -> station);
  }

  /**
   * Starts a rig in which another model is stepped together with the station.
   *
   * @param ticked makes, of the station, what is stepped in its place and steps it in turn
   */
  public static Rig start(
      RigOptions options, StationSettings settings, Function<Station, Ticking> ticked)
      throws RigException {
    if (options.bridge().enabled()) {
      if (options.p1Port() == options.modbusPort() && options.p1Port() != 0) {
        throw new RigException(
            "--p1-port and --modbus-port are both " + options.p1Port() + ": choose two ports");
      }
      Ports.requireFree(options.host(), options.p1Port(), "--p1-port");
      Ports.requireFree(options.host(), options.modbusPort(), "--modbus-port");
    }
    Rig rig = in(RigFolder.open(options.dir().toAbsolutePath()), settings);
    try {
      rig.parts.push(rig.lines);
      rig.lines.open(rig.station, rig.folder, options.host(), rig::transaction);
      if (options.bridge().enabled()) {
        rig.startBridge(options);
      }
      rig.startTime(ticked.apply(rig.station));
      return rig;
    } catch (RigException e) {
      rig.close();
      throw e;
    }
  }

  /**
   * Takes note of a transaction; what came through the bridge was asked by some of its clients, by
   * its load guard or by itself.
   */
  private void transaction(BusTransaction seen) {
    boolean throughBridge = seen.client().startsWith(Lines.FOR_BRIDGE);
    List<String> asking =
        throughBridge
            ? bridge
                .map(running -> running.asking(folder.resolve(seen.client()).toString()))
                .orElse(List.of())
            : List.of();
    if (asking.isEmpty() || !OF_THE_BRIDGE.containsAll(asking)) {
      clientsRequests.incrementAndGet();
    }
    activity.transaction(asking.isEmpty() ? seen : seen.by(inWords(asking)));
  }

  private static String inWords(List<String> asking) {
    List<String> others = asking.stream().filter(who -> !who.equals(Gateway.ITSELF)).toList();
    return others.isEmpty() ? Gateway.ITSELF : String.join(" and ", others) + " by the bridge";
  }

  private void startTime(Ticking ticked) {
    RealTimeDriver started =
        RealTimeDriver.start(
            activity.watching(
                station,
                step -> {
                  ticked.tick(step);
                  watches.tick(step);
                }),
            settings.time().speed(),
            settings.time().paused(),
            lines::awaitRoom);
    parts.push(started);
    driver = Optional.of(started);
  }

  /**
   * Serves the control API.
   *
   * @param token what callers must know; where it is needed and empty, one is made up
   * @throws RigException when the port cannot be had
   */
  public void serveControl(String host, int port, Optional<String> token) throws RigException {
    Control started = Control.start(host, port, token, controlled());
    parts.push(started.api());
    control = Optional.of(started);
  }

  private Controlled controlled() {
    return new Controlled(
        station, driver(), lines.named(), activity, watches, addresses.map(this::forControllers));
  }

  /**
   * Puts it back to its beginning, as {@code POST /reset} does. Clients, the bridge and ports stay.
   *
   * @throws ConfigException when a module's EEPROM cannot be had any more
   */
  public void reset() throws ConfigException {
    new Reset(controlled()).run();
  }

  private Controlled.Addresses forControllers(Addresses at) {
    return new Controlled.Addresses(Ports.text(at.p1()), Ports.text(at.modbus()), dir().toString());
  }

  private static Rig in(RigFolder folder, StationSettings settings) throws RigException {
    try {
      return new Rig(folder, settings);
    } catch (ConfigException e) {
      folder.close();
      throw new RigException(e.getMessage());
    }
  }

  private void startBridge(RigOptions options) throws RigException {
    UnaryOperator<String> device = tap -> folder.resolve(Lines.FOR_BRIDGE + tap).toString();
    Bridge bridge = Bridge.start(read(bridgeFile(options, device)));
    parts.push(bridge);
    this.bridge = Optional.of(bridge);
    Map<String, InetSocketAddress> gateways = new LinkedHashMap<>();
    for (int i = 0; i < settings.busLines().size(); i++) {
      gateways.put(
          settings.busLines().get(i).name(), bound(bridge.gatewayPorts().get(i), options.host()));
    }
    Listener meter =
        bridge.p1Ports().isEmpty() ? bridge.connectionPorts().get(0) : bridge.p1Ports().get(0);
    Optional<InetSocketAddress> house = bridge.http().flatMap(port -> port.firstTry().join());
    Optional<HttpConfig> http = options.bridge().http();
    if (http.isPresent() && house.isEmpty()) {
      throw new RigException(http.get().name() + " of bridge: cannot be served; the log says why");
    }
    addresses = Optional.of(new Addresses(bound(meter, options.host()), gateways, house));
  }

  private Path bridgeFile(RigOptions options, UnaryOperator<String> device) throws RigException {
    if (options.bridge().hearsTheMeter()) {
      // the limits that an earlier rig's guard kept belong to another module
      folder.keepUntilTheEnd(LoadGuards.MEMORY);
      String memory = folder.resolve("").toString();
      return folder.write(
          BridgeFiles.BRIDGE, BridgeFiles.ofHouse(options, settings, device, memory));
    }
    folder.write(BridgeFiles.SER2NET, BridgeFiles.ser2net(options, settings.lineOfMeter(), device));
    return folder.write(BridgeFiles.BRIDGE, BridgeFiles.bridge(options, settings, device));
  }

  private static BridgeConfig read(Path file) throws RigException {
    try {
      Problems problems = new Problems();
      BridgeConfig config = BridgeReader.read(List.of(file), problems);
      problems.throwIfAny();
      return config;
    } catch (ConfigException e) {
      throw new RigException(e.getMessage());
    }
  }

  private static InetSocketAddress bound(Listener listener, String host) throws RigException {
    return listener
        .firstTry()
        .join()
        .map(address -> Ports.named(host, address))
        .orElseThrow(
            () -> new RigException("port " + listener.wanted().getPort() + " was taken meanwhile"));
  }

  private double speed() {
    return driver.map(RealTimeDriver::speed).orElse(settings.time().speed());
  }

  /** A line's own TCP ports by what they speak. */
  public Map<Framing, InetSocketAddress> ownPorts(LineSettings line) {
    return lines.ownPorts(line.name());
  }

  /** The smart meter's own TCP port; empty when it has none. */
  public Optional<InetSocketAddress> ownPortOfMeter() {
    return lines.ownPortOfMeter();
  }

  /** Its lines, as far as the words of scenarios do something to them. */
  public Wires wires() {
    return new Wires() {
      @Override
      public Map<String, LineFaults> faults() {
        Map<String, LineFaults> faults = new LinkedHashMap<>();
        lines.named().forEach((name, line) -> faults.put(name, line.faults()));
        return faults;
      }

      @Override
      public Duration now() {
        return Rs485Bus.now();
      }
    };
  }

  /** How many requests there have been on all its lines. */
  long requests() {
    return activity.count();
  }

  /**
   * How many requests there have been on all its lines, without those of the bridge and its guard.
   */
  public long clientsRequests() {
    return clientsRequests.get();
  }

  /**
   * Tells somebody from now on how the bridge's load guard treats modules otherwise than before.
   *
   * @param listener called on the guard's thread
   */
  public void onGuardChange(Consumer<Change> listener) {
    bridge.ifPresent(running -> running.onGuardChange(listener));
  }

  /** How its time passes. */
  public RealTimeDriver driver() {
    return driver.orElseThrow(); // it is started before anybody has the rig
  }

  public Station station() {
    return station;
  }

  /** Where the bridge listens; empty when there is none. */
  public Optional<Addresses> addresses() {
    return addresses;
  }

  /**
   * Writes an evcc.yaml for this station into the rig's folder.
   *
   * @param chargers as they stand now: a module's address is in its EEPROM
   * @return where it is; empty without the bridge, or when it cannot be written, as is logged
   */
  Optional<Path> evccFile(List<Charger> chargers) {
    try {
      if (addresses.isEmpty()) {
        return Optional.empty();
      }
      Optional<EvccSite.Api> api =
          control.map(served -> new EvccSite.Api(served.address(), served.token()));
      String text = EvccFile.of(addresses.get(), settings, chargers, api).text();
      boolean hasToken = control.flatMap(Control::token).isPresent();
      return Optional.of(hasToken ? folder.writeSecret(EVCC, text) : folder.write(EVCC, text));
    } catch (RigException e) {
      LOG.warn("{}", e.getMessage());
      return Optional.empty();
    }
  }

  /** The control API; empty when it is not served. */
  public Optional<Control> control() {
    return control;
  }

  /** The virtual port of a line for its users. */
  public Path port(LineSettings line) {
    return folder.resolve(line.tap());
  }

  public StationSettings settings() {
    return settings;
  }

  public Path dir() {
    return folder.resolve("");
  }

  /** Ends everything, in the reverse order of the start, and removes what the rig wrote. */
  @Override
  public void close() {
    station.switchOff();
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("while ending: {}", e.getMessage());
      }
    }
    folder.close();
  }
}
