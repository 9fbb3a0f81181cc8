package org.evsebridge.simulator.rig;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.simulator.line.BusTransaction;
import org.evsebridge.simulator.line.BusWays;
import org.evsebridge.simulator.line.LineFaults;
import org.evsebridge.simulator.line.MeterDevice;
import org.evsebridge.simulator.line.MeterPort;
import org.evsebridge.simulator.line.MeterTap;
import org.evsebridge.simulator.line.MeterWays;
import org.evsebridge.simulator.line.Rs485Bus;
import org.evsebridge.simulator.station.LineSettings;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.station.StationSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The station's lines with every way into them: taps, real serial ports, TCP ports. */
final class Lines implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lines.class);

  /** The bridge's own tap of a line is called as the user's with this before it. */
  static final String FOR_BRIDGE = "bridge-";

  private final StationSettings settings;
  private final DoubleSupplier speed;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final MeterWays meterWays = new MeterWays(System::nanoTime, LockSupport::parkNanos);
  private final Map<String, BusWays> buses = new LinkedHashMap<>();
  private Optional<Loops> loops = Optional.empty();
  private Optional<MeterPort> meterPort = Optional.empty();

  /**
   * @param speed how fast simulated time passes now
   */
  Lines(StationSettings settings, DoubleSupplier speed) {
    this.settings = settings;
    this.speed = speed;
  }

  /**
   * Opens everything.
   *
   * @param observer gets each transaction, on the threads of the lines
   */
  void open(Station station, RigFolder folder, String host, Consumer<BusTransaction> observer)
      throws RigException {
    try {
      openMeter(folder, host);
      for (LineSettings line : settings.busLines()) {
        openBus(line, station, folder, host, observer);
      }
    } catch (IOException e) {
      throw new RigException(e.getMessage());
    }
  }

  private void openMeter(RigFolder folder, String host) throws IOException, RigException {
    LineSettings line = settings.lineOfMeter();
    for (String prefix : List.of("", FOR_BRIDGE)) {
      MeterTap tap = MeterTap.open(folder.resolve(prefix + line.tap()), line.serial());
      parts.push(tap);
      meterWays.add(tap);
    }
    line.device()
        .ifPresent(
            path -> {
              MeterDevice device = MeterDevice.open(path, line.serial());
              parts.push(device);
              meterWays.add(device);
            });
    if (line.tcp().isPresent()) {
      int port = line.tcp().get();
      Ports.requireFree(host, port, "'tcp' of line '" + line.name() + "'");
      MeterPort direct = MeterPort.open(new InetSocketAddress(host, port), loops());
      parts.push(direct);
      meterWays.add(direct);
      meterPort = Optional.of(direct);
    }
  }

  private void openBus(
      LineSettings line,
      Station station,
      RigFolder folder,
      String host,
      Consumer<BusTransaction> observer)
      throws IOException, RigException {
    Rs485Bus bus =
        new Rs485Bus(
            line.name(),
            line.serial(),
            request -> station.answers(line.name(), request),
            unit -> station.answersAt(line.name(), unit),
            LineFaults.of(settings.time().seed(), line.name()),
            observer);
    BusWays ways = new BusWays(bus, line.bus(), speed);
    parts.push(ways);
    buses.put(line.name(), ways);
    for (String prefix : List.of("", FOR_BRIDGE)) {
      ways.tap(folder.resolve(prefix + line.tap()));
    }
    line.device().ifPresent(ways::device);
    if (BusWays.needsLoops(line.bus())) {
      openPorts(line, ways, host);
    }
  }

  private void openPorts(LineSettings line, BusWays ways, String host) throws RigException {
    String ofLine = " of line '" + line.name() + "'";
    if (line.bus().modbusTcp().isPresent()) {
      Ports.requireFree(host, line.bus().modbusTcp().get(), "'modbus-tcp'" + ofLine);
    }
    if (line.bus().rtuOverTcp().isPresent()) {
      Ports.requireFree(host, line.bus().rtuOverTcp().get(), "'rtu-over-tcp'" + ofLine);
    }
    ways.ports(host, loops());
  }

  private Loops loops() {
    if (loops.isEmpty()) {
      loops = Optional.of(new Loops());
    }
    return loops.get();
  }

  /** The smart meter's own TCP port; empty when it has none. */
  Optional<InetSocketAddress> ownPortOfMeter() {
    return meterPort.map(MeterPort::listener).flatMap(Lines::reached);
  }

  /** Sends a telegram of the smart meter on all its ways. */
  void telegram(byte[] telegram) {
    meterWays.send(telegram);
  }

  /** As {@link MeterWays#awaitRoom}. */
  void awaitRoom() {
    meterWays.awaitRoom();
  }

  /** The RS485 lines by name. */
  Map<String, Rs485Bus> named() {
    Map<String, Rs485Bus> named = new LinkedHashMap<>();
    buses.forEach((name, ways) -> named.put(name, ways.bus()));
    return named;
  }

  /** A line's own TCP ports by what they speak. */
  Map<Framing, InetSocketAddress> ownPorts(String line) {
    Map<Framing, InetSocketAddress> ports = new EnumMap<>(Framing.class);
    buses
        .get(line)
        .listeners()
        .forEach(
            (framing, listener) ->
                reached(listener).ifPresent(address -> ports.put(framing, address)));
    return ports;
  }

  /** Where clients reach a port, under the host's name that was asked for. */
  private static Optional<InetSocketAddress> reached(Listener listener) {
    return listener
        .firstTry()
        .join()
        .map(address -> Ports.named(listener.wanted().getHostString(), address));
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("while closing a line: {}", e.getMessage());
      }
    }
    loops.ifPresent(Loops::close);
  }
}
