package org.evsebridge.bridge.http;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.http.HttpConfig;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.house.HouseMeter;
import org.evsebridge.bridge.house.HouseVertx;
import org.evsebridge.bridge.house.ProgramFaults;
import org.evsebridge.bridge.house.SerialNumber;
import org.evsebridge.bridge.p1.Meters;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.process.BootClock;
import org.evsebridge.bridge.process.RecentTrouble;
import org.evsebridge.bridge.status.Counters;

/** All that the port serves, put together. What is asked of it belongs to one event loop. */
final class HouseServices implements AutoCloseable {
  private static final long LOOK_MILLIS = 1_000;

  private final Meters meters;
  private final Optional<HouseMeter> meter;
  private final RecentTrouble trouble = new RecentTrouble();
  private final TelegramSockets sockets;
  private final BridgeEvents events;
  private final Connections connections;
  private final HouseWatch watch;
  private final RequestHandler requests;

  /**
   * @param p1 the meter that is shown; empty for none
   * @param faults where is told what failed by a fault of the program
   */
  HouseServices(
      HttpConfig config,
      Optional<P1Config> p1,
      Meters meters,
      Optional<Token> token,
      BridgeSources sources,
      ProgramFaults faults) {
    LongSupplier millis = BootClock.millis();
    this.meters = meters;
    this.meter = p1.map(entry -> new HouseMeter(config.name(), entry.crc(), millis));
    Counters ofSockets = new Counters(config.name() + ", /ws", System::nanoTime);
    Counters ofEvents = new Counters(config.name() + ", /events", System::nanoTime);
    List<Counters> own = List.of(ofSockets, ofEvents);
    this.sockets = new TelegramSockets(config.name(), config.limits(), ofSockets, faults);
    this.connections = new Connections(config.limits(), System::nanoTime);
    this.watch = new HouseWatch(meter, sources.modules(), System::currentTimeMillis);
    BridgeView view = new BridgeView(sources, own, meter, trouble);
    this.events = new BridgeEvents(config.name(), config.limits(), ofEvents, view, millis);
    Optional<HouseApi> api =
        meter.map(
            house ->
                new HouseApi(
                    config.name(),
                    house,
                    config.serial().orElseGet(SerialNumber::ofMachine),
                    sources.version()));
    this.requests =
        new RequestHandler(
            config.name(),
            faults,
            new CallerCheck(
                Hosts.and(config.hosts()), token, config.read() == HttpConfig.Read.TOKEN),
            new Paths(api, view, watch, new Metrics(sources, own, meter)),
            connections,
            events,
            meter.map(house -> sockets));
  }

  /** Begins to hear the meter, and to look at what is due, on the event loop. */
  void start(HouseVertx.Share share, Optional<P1Config> p1) {
    meter.ifPresent(
        house -> {
          house.listen(telegram -> share.run(() -> telegram(telegram)));
          meters.join(p1.orElseThrow(), house);
        });
    share.run(
        () -> {
          share.vertx().setPeriodic(LOOK_MILLIS, timer -> look());
          share.vertx().setPeriodic(History.STEP, timer -> watch.step());
        });
  }

  private void telegram(Telegram telegram) {
    sockets.send(telegram.bytes());
    watch.telegram();
    events.tell();
  }

  private void look() {
    connections.look();
    events.look();
  }

  /** Who takes requests. */
  RequestHandler requests() {
    return requests;
  }

  /** Hears nothing any more. */
  @Override
  public void close() {
    meter.ifPresent(meters::leave);
    trouble.close();
  }
}
