package org.evsebridge.bridge.mqtt;

import io.vertx.mqtt.MqttClientOptions;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.mqtt.MqttConfig;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.house.HouseMeter;
import org.evsebridge.bridge.house.HouseVertx;
import org.evsebridge.bridge.house.ModuleReading;
import org.evsebridge.bridge.house.SerialNumber;
import org.evsebridge.bridge.p1.Meters;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.process.BootClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a broker what the meter and the modules say. Thread-safe. */
public final class MqttHouse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MqttHouse.class);
  private static final long LOOK_MILLIS = 500;
  private static final long CLOSE_SECONDS = 2;

  /** Home Assistant has just begun, and does not want all at once. In milliseconds. */
  private static final int SOONEST = 500;

  private static final int LATEST = 3_000;

  /** So long Home Assistant is given to learn that something moves. */
  private static final long MOVE_MILLIS = 3_000;

  private final MqttConfig config;
  private final Meters meters;
  private final Optional<HouseMeter> meter;
  private final MqttSources sources;
  private final LongSupplier millis = BootClock.millis();
  private final HouseVertx.Share share;
  private final AtomicBoolean telegramWaits = new AtomicBoolean();
  // All below belongs to the event loop.
  private final Outbox outbox = new Outbox();
  private final BrokerLink broker;
  private final HomeAssistant homeAssistant;
  private final String serial;
  private final String statusTopic;
  private final Throttle throttle;
  private final Map<String, DeviceFeed> modules = new LinkedHashMap<>();
  private final Map<String, CommandInbox> inboxes = new LinkedHashMap<>();
  private final Optional<DeviceFeed> meterFeed;

  private MqttHouse(
      MqttConfig config,
      Optional<P1Config> p1,
      Meters meters,
      MqttClientOptions options,
      MqttSources sources,
      HouseVertx vertx) {
    this.config = config;
    this.share = vertx.open(config.name());
    this.meters = meters;
    this.sources = sources;
    this.serial = SerialNumber.ofMachine();
    this.statusTopic = statusTopic(config);
    this.throttle = new Throttle(config.times().interval());
    this.homeAssistant = new HomeAssistant(config.discovery(), statusTopic, sources.version());
    this.meter = p1.map(entry -> new HouseMeter(config.name(), entry.crc(), millis));
    this.meterFeed = meter.map(house -> feed("meter", "meter", "Smart meter", Set.of(), false));
    this.broker = new BrokerLink(share.vertx(), config, options, outbox, millis);
    share.run(this::begin);
    meter.ifPresent(
        house -> {
          house.listen(telegram -> telegramCame());
          meters.join(p1.orElseThrow(), house);
        });
  }

  private static String statusTopic(MqttConfig config) {
    return config.prefix() + "/status";
  }

  private DeviceFeed feed(
      String topic, String name, String title, Set<? extends ShownValue> sure, boolean mayControl) {
    String id = "evse_" + serial + "_" + name.replace('-', '_');
    return new DeviceFeed(
        new ShownDevice(config.prefix() + "/" + topic, id, title, ""),
        sure,
        mayControl,
        homeAssistant,
        outbox);
  }

  /**
   * Begins to tell; returns at once, whether the broker is there or not.
   *
   * @param p1 the meter whose values are told; empty for none
   * @return empty when the password or the certificates cannot be used; then nothing is told, as
   *     that is in the log
   */
  public static Optional<MqttHouse> start(
      MqttConfig config,
      Optional<P1Config> p1,
      Meters meters,
      MqttSources sources,
      HouseVertx vertx) {
    try {
      MqttClientOptions options = BrokerOptions.of(config, statusTopic(config), DeviceFeed.OFFLINE);
      return Optional.of(new MqttHouse(config, p1, meters, options, sources, vertx));
    } catch (IOException e) {
      LOG.error("{}: nothing is told: {}", config.name(), e.getMessage());
      return Optional.empty();
    }
  }

  /** What is wrong with what a configuration refers to; empty when nothing is. */
  public static Optional<String> fault(MqttConfig config) {
    try {
      BrokerOptions.of(config, statusTopic(config), DeviceFeed.OFFLINE);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(config.name() + ": " + e.getMessage());
    }
  }

  private void begin() {
    outbox.put(statusTopic, DeviceFeed.ONLINE);
    look();
    broker.subscribe(homeAssistant.birthTopic(), (payload, message) -> birth(payload));
    feeds()
        .forEach(
            feed ->
                feed.otherForms()
                    .forEach(
                        filter ->
                            broker.subscribe(
                                filter,
                                (payload, message) -> stands(payload, message.topicName(), feed))));
    if (config.control()) {
      takeCommands();
    }
    share.vertx().setPeriodic(LOOK_MILLIS, timer -> look());
    broker.start();
  }

  private Stream<DeviceFeed> feeds() {
    return Stream.concat(meterFeed.stream(), modules.values().stream());
  }

  private void telegramCame() {
    if (!telegramWaits.getAndSet(true)) {
      share.run(
          () -> {
            long wait = throttle.remaining(millis.getAsLong());
            if (wait == 0) {
              tellMeter();
            } else {
              share.vertx().setTimer(wait, now -> tellMeter());
            }
          });
    }
  }

  private void tellMeter() {
    telegramWaits.set(false);
    throttle.done(millis.getAsLong());
    Optional<Telegram> telegram = meter.flatMap(HouseMeter::fresh);
    telegram.ifPresent(
        fresh ->
            meterFeed
                .orElseThrow()
                .tell(MeterValue.of(fresh.values()), fresh.values().identification()));
    meterFeed.ifPresent(feed -> feed.standing(telegram.isPresent()));
    broker.pump();
  }

  /** Tells what has changed without anybody saying so. */
  private void look() {
    meterFeed.ifPresent(feed -> feed.standing(meter.flatMap(HouseMeter::fresh).isPresent()));
    List<ModuleReading> all = sources.modules().get();
    for (ModuleReading module : all) {
      String name = ModuleNames.of(module, all);
      DeviceFeed feed = modules.computeIfAbsent(name, this::moduleFeed);
      inboxes.computeIfAbsent(name, key -> inbox(key, module)).saw(module);
      if (module.isFresh()) {
        feed.tell(ModuleValue.of(module), module.firmware().orElse(""));
      }
      feed.standing(module.isFresh());
    }
    broker.pump();
  }

  private DeviceFeed moduleFeed(String name) {
    return feed(
        "module/" + name,
        "module_" + name,
        "Charging module " + name,
        EnumSet.allOf(ModuleValue.class),
        config.control());
  }

  private CommandInbox inbox(String name, ModuleReading module) {
    return new CommandInbox(
        config.name() + ", " + module.line() + ", unit " + module.unit(),
        module,
        sources.commands());
  }

  private void takeCommands() {
    inboxes.forEach(
        (name, inbox) -> {
          for (ModuleCommand control : ModuleCommand.values()) {
            broker.subscribe(
                modules.get(name).device().commandTopic(control),
                (payload, message) -> inbox.came(control, payload, message.isRetain()));
          }
        });
  }

  /** Home Assistant is there again. */
  private void birth(String payload) {
    if (payload.equals(DeviceFeed.ONLINE)) {
      share
          .vertx()
          .setTimer(
              ThreadLocalRandom.current().nextInt(SOONEST, LATEST),
              now -> {
                feeds().forEach(DeviceFeed::announceAgain);
                broker.pump();
              });
    }
  }

  /**
   * What the values are was told in another form before. Home Assistant keeps its entities when it
   * is told that they move, then what they are now, and then nothing at the old place.
   */
  private void stands(String payload, String topic, DeviceFeed feed) {
    if (payload.isEmpty() || payload.equals(HomeAssistant.MOVES)) {
      return;
    }
    if (homeAssistant.isOff()) {
      outbox.put(topic, HomeAssistant.NOTHING);
    } else {
      outbox.put(topic, HomeAssistant.MOVES);
      share
          .vertx()
          .setTimer(
              MOVE_MILLIS,
              now -> {
                feed.announceAgain();
                outbox.put(topic, HomeAssistant.NOTHING);
                broker.pump();
              });
    }
    broker.pump();
  }

  public MqttConfig config() {
    return config;
  }

  /** Says that the bridge goes, and closes the connection; all is closed when this returns. */
  @Override
  public void close() {
    meter.ifPresent(meters::leave);
    CountDownLatch over = new CountDownLatch(1);
    share.run(
        () -> {
          outbox.put(statusTopic, DeviceFeed.OFFLINE);
          broker.close(over::countDown);
        });
    try {
      if (!over.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.debug("{}: the broker could not be told that the bridge goes", config.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    share.close();
  }
}
