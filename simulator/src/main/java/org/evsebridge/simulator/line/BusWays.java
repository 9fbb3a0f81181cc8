package org.evsebridge.simulator.line;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.net.Loops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways into a line as its settings name them, opened and closed together. */
public final class BusWays implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BusWays.class);

  private final Rs485Bus bus;
  private final BusSettings settings;
  private final DoubleSupplier speed;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Map<Framing, Listener> listeners = new EnumMap<>(Framing.class);

  /**
   * @param speed how fast simulated time passes now, 1 for real time
   */
  public BusWays(Rs485Bus bus, BusSettings settings, DoubleSupplier speed) {
    this.bus = bus;
    this.settings = settings;
    this.speed = speed;
    settings.faults().forEach(rule -> bus.faults().add(rule, Rs485Bus.now()));
  }

  /**
   * Opens a tap.
   *
   * @throws IOException as {@link PseudoTerminal#open}
   */
  public void tap(Path link) throws IOException {
    open.push(BusTap.open(link, bus, () -> settings.serialPace(speed.getAsDouble())));
  }

  /** Keeps a real serial port open; logs which of the settings have no effect there. */
  public void device(String path) {
    if (settings.pace().isPresent()) {
      LOG.info("line {}: 'pace' is not for {}, which keeps its own pace", bus.name(), path);
    }
    for (FaultRule rule : settings.faults()) {
      if (!rule.fault().appliesOn(Way.DEVICE)) {
        LOG.info("line {}: the fault '{}' does not strike on {}", bus.name(), rule.text(), path);
      }
    }
    open.push(BusDevice.open(path, bus));
  }

  /** Whether the settings name TCP ports. */
  public static boolean needsLoops(BusSettings settings) {
    return settings.modbusTcp().isPresent() || settings.rtuOverTcp().isPresent();
  }

  /** Listens on the TCP ports of the settings. */
  public void ports(String host, Loops loops) {
    settings.modbusTcp().ifPresent(port -> port(host, port, Framing.TCP, loops));
    settings.rtuOverTcp().ifPresent(port -> port(host, port, Framing.RTU, loops));
  }

  private void port(String host, int port, Framing framing, Loops loops) {
    BusPort listening =
        BusPort.open(new InetSocketAddress(host, port), framing, bus, settings.tcpPace(), loops);
    listeners.put(framing, listening.listener());
    open.push(listening);
  }

  /** The TCP ports by what they speak. */
  public Map<Framing, Listener> listeners() {
    return Collections.unmodifiableMap(listeners);
  }

  public Rs485Bus bus() {
    return bus;
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    bus.close();
  }
}
