package org.evsebridge.bridge.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.config.gateway.UnitKinds;
import org.evsebridge.bridge.config.gateway.Upstream;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.RequestReader;
import org.evsebridge.bridge.net.KeepAlive;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.status.BusCounters;
import org.evsebridge.bridge.status.GatewayClient;
import org.evsebridge.bridge.status.LineCounters;

/**
 * The Modbus gateway: TCP ports whose clients share lines. Entries of the same line share one bus.
 */
public final class Gateway implements AutoCloseable {
  /** What {@link #asking} calls a line's load guard. */
  public static final String GUARD = Nobody.GUARD.name();

  /** What {@link #asking} calls the bridge where it asks for what it serves to the house. */
  public static final String ITSELF = "the bridge";

  private static final Duration PORT_RETRY = Duration.ofSeconds(5);

  /** The silence after which a connection, to a client or an upstream, is probed. */
  static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private static final LongSupplier CLOCK = System::nanoTime;

  private final Map<LineConfig, Bus> buses = new LinkedHashMap<>();
  private final List<ProxyPort> entries = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final InnerClient reader = new InnerClient(ITSELF, true);
  private final InnerClient commander = new InnerClient(ITSELF, false);
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  private Gateway() {}

  /**
   * Starts every entry and returns at once. Ports and devices that cannot be had are tried again
   * until they can.
   *
   * @param guards who guards a line; {@link LineGuard#NONE} where nobody does
   */
  public static Gateway start(
      List<ModbusProxyConfig> configs, Function<LineConfig, LineGuard> guards, Loops loops) {
    Gateway gateway = new Gateway();
    for (ModbusProxyConfig config : configs) {
      for (LineConfig line : config.lines()) {
        gateway.buses.computeIfAbsent(
            line,
            one -> {
              LineGuard guard = guards.apply(one);
              return Bus.start(one, line(one, loops), devices(one, configs), guard, loops.group());
            });
      }
      ProxyPort entry = new ProxyPort(config, gateway.buses::get);
      gateway.entries.add(entry);
      gateway.listeners.add(
          Listener.open(
              config.name(), config.listen(), PORT_RETRY, loops, gateway.pipeline(entry)));
    }
    return gateway;
  }

  private static Devices devices(LineConfig line, List<ModbusProxyConfig> configs) {
    List<UnitKinds> units =
        configs.stream()
            .filter(config -> config.lines().contains(line))
            .map(config -> config.unitsOn(line))
            .toList();
    return new Devices(units, line.upstream().hasBroadcasts());
  }

  private static Line line(LineConfig config, Loops loops) {
    Upstream upstream = config.upstream();
    if (upstream instanceof Upstream.Serial serial) {
      return new RtuLine(
          serial.name(),
          new SerialTransport(serial),
          LineTiming.of(serial.settings(), config.times()),
          config.times(),
          serial.echo(),
          CLOCK);
    }
    if (upstream instanceof Upstream.RtuOverTcp rtu) {
      return new RtuLine(
          rtu.name(),
          new TcpTransport(rtu.host(), rtu.port(), rtu.connection(), loops, CLOCK),
          LineTiming.overNetwork(rtu.settings(), config.times()),
          config.times(),
          rtu.echo(),
          CLOCK);
    }
    Upstream.ModbusTcp tcp = (Upstream.ModbusTcp) upstream;
    return new MbapLine(
        tcp.name(),
        new TcpTransport(tcp.host(), tcp.port(), tcp.connection(), loops, CLOCK),
        config.times(),
        CLOCK);
  }

  private ChannelInitializer<Channel> pipeline(ProxyPort entry) {
    ModbusProxyConfig config = entry.config();
    Admission admission = new Admission(config);
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel client) {
        if (client.remoteAddress() == null) {
          client.close(); // gone again before it was accepted
          return;
        }
        clients.add(client);
        KeepAlive.on(client, KEEP_ALIVE);
        client.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        ChannelPipeline pipeline = client.pipeline().addLast(admission);
        if (!config.idleTimeout().isZero()) {
          pipeline.addLast(
              new IdleStateHandler(config.idleTimeout().toNanos(), 0, 0, TimeUnit.NANOSECONDS));
        }
        pipeline
            .addLast(new RequestFramer(reader(config), CLOCK))
            .addLast(new ClientHandler(entry, client));
      }
    };
  }

  private static RequestReader reader(ModbusProxyConfig config) {
    return switch (config.framing()) {
      case AUTO -> RequestReader.detecting();
      case TCP -> RequestReader.of(Framing.TCP);
      case RTU -> RequestReader.of(Framing.RTU);
    };
  }

  /** Has someone read along on every line, in the place of who did. */
  public void listen(AnswerListener listener) {
    buses.values().forEach(bus -> bus.listen(listener));
  }

  /** The charging modules that the configuration names: their units, by their lines' names. */
  public Map<String, Set<Integer>> modules() {
    Map<String, Set<Integer>> modules = new LinkedHashMap<>();
    buses.forEach((line, bus) -> modules.put(line.name(), bus.devices().modules()));
    return modules;
  }

  /**
   * Reads something for the bridge itself, when nobody else wants the line.
   *
   * @return what comes, which may be an exception; completed on a thread of the line's. Never
   *     completed if the gateway is closed meanwhile
   */
  public CompletableFuture<Pdu> read(String line, Adu adu) {
    return ask(reader, line, adu);
  }

  /** Asks something of a unit as any client would; otherwise as {@link #read}. */
  public CompletableFuture<Pdu> command(String line, Adu adu) {
    return ask(commander, line, adu);
  }

  private CompletableFuture<Pdu> ask(InnerClient client, String line, Adu adu) {
    return buses.entrySet().stream()
        .filter(bus -> bus.getKey().name().equals(line))
        .findFirst()
        .map(bus -> client.ask(bus.getValue(), adu))
        .orElseThrow(() -> new IllegalArgumentException("there is no line " + line));
  }

  /**
   * Who waits for the transaction that is on a line now: addresses of clients, or what of the
   * bridge asks. For one who stands behind the line; from any thread, without waiting.
   *
   * @param line its name, such as a device's path
   */
  public List<String> asking(String line) {
    return buses.entrySet().stream()
        .filter(bus -> bus.getKey().name().equals(line))
        .flatMap(bus -> bus.getValue().asking().stream())
        .toList();
  }

  /** The entries' ports, in the entries' order. */
  public List<Listener> listeners() {
    return List.copyOf(listeners);
  }

  /** What each line, each client and each unit has seen since the start, in this order. */
  public List<BusCounters> counters() {
    List<BusCounters> all = new ArrayList<>();
    buses.values().forEach(bus -> all.add(bus.counters()));
    clients().forEach(client -> all.add(client.counters()));
    buses.values().forEach(bus -> all.addAll(bus.unitCounters().values()));
    return all;
  }

  /** What each line and its units have seen since the start. */
  public List<LineCounters> lines() {
    return buses.values().stream()
        .map(bus -> new LineCounters(bus.counters(), bus.unitCounters()))
        .toList();
  }

  /** What each client has seen since the start, by its address. */
  public List<GatewayClient> clients() {
    return entries.stream().flatMap(entry -> entry.clients().stream()).toList();
  }

  /** Stops listening, closes every connection and lets go of the lines; all is closed on return. */
  @Override
  public void close() {
    listeners.forEach(Listener::close);
    clients.close().awaitUninterruptibly();
    buses.values().forEach(Bus::close);
  }
}
