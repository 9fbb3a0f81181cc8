package org.evsebridge.bridge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.gateway.AnswerListener;
import org.evsebridge.bridge.gateway.Gateway;
import org.evsebridge.bridge.guard.Change;
import org.evsebridge.bridge.guarding.LoadGuards;
import org.evsebridge.bridge.house.ChargingModules;
import org.evsebridge.bridge.house.HouseVertx;
import org.evsebridge.bridge.house.ModuleCommands;
import org.evsebridge.bridge.house.ModuleReading;
import org.evsebridge.bridge.http.BridgeSources;
import org.evsebridge.bridge.http.HttpPort;
import org.evsebridge.bridge.mqtt.MqttHouse;
import org.evsebridge.bridge.mqtt.MqttSources;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.p1.Meters;
import org.evsebridge.bridge.p1.P1Server;
import org.evsebridge.bridge.process.BootClock;
import org.evsebridge.bridge.process.Programs;
import org.evsebridge.bridge.push.Pushes;
import org.evsebridge.bridge.ser2net.Ser2net;
import org.evsebridge.bridge.serial.SharedDevices;
import org.evsebridge.bridge.status.BridgeCounters;
import org.evsebridge.bridge.status.Counters;

/** The running bridge: every connection, meter and gateway of a configuration. */
public final class Bridge implements AutoCloseable {
  private final Loops loops;
  private final Meters meters;
  private final Ser2net ser2net;
  private final HouseVertx vertx = new HouseVertx();
  private final List<P1Server> p1Servers = new CopyOnWriteArrayList<>();
  private BridgeConfig config;
  private volatile Gateway gateway;
  private Optional<HttpPort> http = Optional.empty();
  private Optional<MqttHouse> mqtt = Optional.empty();
  private Optional<Pushes> pushes = Optional.empty();
  private volatile LoadGuards guards;
  private volatile Consumer<Change> guardListener = change -> {};
  private volatile Optional<ChargingModules> modules = Optional.empty();

  private Bridge(Loops loops, Meters meters, Ser2net ser2net, BridgeConfig config) {
    this.loops = loops;
    this.meters = meters;
    this.ser2net = ser2net;
    startGateway(config);
  }

  /** Starts all modbusproxy entries, with the guards between clients and lines. */
  private void startGateway(BridgeConfig wanted) {
    config = wanted;
    guards = new LoadGuards(wanted.guards(), change -> guardListener.accept(change));
    gateway = Gateway.start(wanted.modbusProxies(), guards::on, loops);
    guards.start(meters, wanted.p1Ports());
  }

  /** Follows the charging modules' state if HTTP or MQTT shows it to somebody. */
  private void followModules(BridgeConfig wanted) {
    modules.ifPresent(ChargingModules::close);
    modules =
        wanted.http().isPresent() || wanted.mqtt().isPresent()
            ? Optional.of(new ChargingModules(gateway.modules(), gateway::read, BootClock.millis()))
            : Optional.empty();
    gateway.listen(modules.<AnswerListener>map(all -> all::answered).orElse(AnswerListener.NONE));
    modules.ifPresent(all -> all.start(loops.group()));
  }

  /** Opens the HTTP port, if the configuration has one. */
  private void startHttp(BridgeConfig wanted) {
    http =
        wanted
            .http()
            .flatMap(
                config ->
                    HttpPort.start(
                        config,
                        wanted.shownMeter(),
                        meters,
                        new BridgeSources(
                            Programs.versionNumber(Bridge.class),
                            this::counters,
                            () -> guards.status(),
                            this::moduleReadings),
                        vertx));
  }

  /** Tells a broker, if that is wished. */
  private void startMqtt(BridgeConfig wanted) {
    mqtt =
        wanted
            .mqtt()
            .flatMap(
                config ->
                    MqttHouse.start(
                        config,
                        wanted.toldMeter(),
                        meters,
                        new MqttSources(
                            Programs.versionNumber(Bridge.class),
                            this::moduleReadings,
                            new ModuleCommands((line, adu) -> gateway.command(line, adu))),
                        vertx));
  }

  /** Sends telegrams to who wants them brought. */
  private void startPushes(BridgeConfig wanted) {
    pushes =
        wanted.pushes().isEmpty()
            ? Optional.empty()
            : Optional.of(Pushes.start(wanted.pushes(), wanted::sentMeter, meters, vertx));
  }

  private List<ModuleReading> moduleReadings() {
    return modules.map(ChargingModules::readings).orElse(List.of());
  }

  /** Closes them; guarded modules are left safe. */
  private void closeGateway() {
    guards.close();
    gateway.close();
  }

  /** Starts everything, with devices locked for other programs. */
  public static Bridge start(BridgeConfig config) {
    return start(config, true);
  }

  /**
   * Starts everything and returns at once. Ports that are taken and devices that are not there are
   * tried again.
   *
   * @param uucpLocks whether the devices of connections are locked with a lock file
   */
  public static Bridge start(BridgeConfig config, boolean uucpLocks) {
    Loops loops = new Loops();
    SharedDevices devices = new SharedDevices();
    Meters meters = new Meters(devices);
    Ser2net ser2net =
        Ser2net.start(config.connections(), config.rotators(), loops, devices, uucpLocks);
    Bridge bridge = new Bridge(loops, meters, ser2net, config);
    config.p1Ports().forEach(wanted -> bridge.p1Servers.add(P1Server.start(wanted, loops, meters)));
    bridge.followModules(config);
    bridge.startHttp(config);
    bridge.startMqtt(config);
    bridge.startPushes(config);
    return bridge;
  }

  /**
   * Changes to another configuration. What is the same in both keeps running with its clients; the
   * rest is closed and started anew. All modbusproxy entries count as one, since they share lines.
   */
  public synchronized void change(BridgeConfig wanted) {
    boolean sameGateway =
        config.modbusProxies().equals(wanted.modbusProxies())
            && config.guards().equals(wanted.guards())
            && (wanted.guards().isEmpty() || config.p1Ports().equals(wanted.p1Ports()));
    boolean sameHttp =
        config.http().equals(wanted.http())
            && config.shownMeter().equals(wanted.shownMeter())
            && http.isPresent() == wanted.http().isPresent(); // a token may be better now
    boolean sameMqtt =
        sameGateway // of whose modules it tells
            && config.mqtt().equals(wanted.mqtt())
            && config.toldMeter().equals(wanted.toldMeter())
            && mqtt.isPresent() == wanted.mqtt().isPresent(); // a password may be better now
    if (!sameHttp) {
      http.ifPresent(HttpPort::close);
    }
    if (!sameMqtt) {
      mqtt.ifPresent(MqttHouse::close);
    }
    pushes.ifPresent(Pushes::close); // which may have better keys now, and clients none
    if (!sameGateway) {
      closeGateway();
    }
    for (P1Server server : p1Servers) {
      if (!wanted.p1Ports().contains(server.config())) {
        server.close();
        p1Servers.remove(server);
      }
    }
    ser2net.serve(wanted.connections(), wanted.rotators());
    for (P1Config p1 : wanted.p1Ports()) {
      if (p1Servers.stream().noneMatch(server -> server.config().equals(p1))) {
        p1Servers.add(P1Server.start(p1, loops, meters));
      }
    }
    if (!sameGateway) {
      startGateway(wanted);
    }
    if (!sameGateway || !sameHttp || !sameMqtt) {
      followModules(wanted);
    }
    if (!sameHttp) {
      startHttp(wanted);
    }
    if (!sameMqtt) {
      startMqtt(wanted);
    }
    startPushes(wanted);
    config = wanted;
  }

  /** The ports of the connections, in the configuration's order. */
  public List<Listener> connectionPorts() {
    return ser2net.listeners();
  }

  /** The ports of the smart meters, in the configuration's order. */
  public List<Listener> p1Ports() {
    return p1Servers.stream().map(P1Server::listener).toList();
  }

  /** The ports of the gateways, in the configuration's order. */
  public List<Listener> gatewayPorts() {
    return gateway.listeners();
  }

  /** As {@link Gateway#asking}. */
  public List<String> asking(String line) {
    return gateway.asking(line);
  }

  /**
   * Tells somebody from now on how load guards treat modules otherwise than before, and why.
   *
   * @param listener called on the guards' threads; it returns at once
   */
  public void onGuardChange(Consumer<Change> listener) {
    guardListener = listener;
  }

  /** The port that serves the house; empty where none is wished, or its token cannot be used. */
  public synchronized Optional<HttpPort> http() {
    return http;
  }

  /** What has been counted since the start; takes no lock, since an event loop asks. */
  private BridgeCounters counters() {
    return new BridgeCounters(ports().toList(), gateway.lines(), gateway.clients());
  }

  private Stream<Counters> ports() {
    return Stream.concat(ser2net.counters().stream(), p1Servers.stream().map(P1Server::counters));
  }

  /**
   * What has been counted since the start, a line of text each: connections, smart meters, the
   * gateways' lines and their clients.
   */
  public synchronized List<String> status() {
    Stream<String> counted =
        Stream.concat(ports(), gateway.counters().stream()).map(Object::toString);
    Stream<String> guarded = guards.status().stream().flatMap(guard -> guard.lines().stream());
    return Stream.concat(counted, guarded).toList();
  }

  /**
   * Lets each event loop, and each guard as long as it decides, report to a watchdog that it is
   * alive. A serial device that hangs does not stop these reports.
   *
   * @param heart makes the beat of each
   */
  public void beat(Duration interval, Supplier<Runnable> heart) {
    loops.beat(interval, heart);
    Runnable ofGuards = heart.get();
    loops.beat(interval, () -> () -> guardsBeat(ofGuards));
  }

  private void guardsBeat(Runnable heart) {
    if (guards.areAlive()) {
      heart.run();
    }
  }

  /** Closes every port, connection and device; all is closed when this returns. */
  @Override
  public synchronized void close() {
    http.ifPresent(HttpPort::close);
    modules.ifPresent(ChargingModules::close);
    closeGateway(); // first, so that guarded modules are safe whatever else takes its time
    mqtt.ifPresent(MqttHouse::close);
    pushes.ifPresent(Pushes::close);
    ser2net.close();
    p1Servers.forEach(P1Server::close);
    loops.close();
  }
}
