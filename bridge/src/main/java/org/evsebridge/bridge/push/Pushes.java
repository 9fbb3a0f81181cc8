package org.evsebridge.bridge.push;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.config.p1.P1Config.Crc;
import org.evsebridge.bridge.config.push.PushConfig;
import org.evsebridge.bridge.house.HouseMeter;
import org.evsebridge.bridge.house.HouseVertx;
import org.evsebridge.bridge.house.SecretFile;
import org.evsebridge.bridge.p1.Meters;
import org.evsebridge.bridge.process.BootClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All targets that telegrams are sent to. Thread-safe. */
public final class Pushes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pushes.class);

  private final Meters meters;
  private final HouseVertx.Share share;
  private final LongSupplier millis = BootClock.millis();
  private final List<HouseMeter> ears = new ArrayList<>();
  private final List<PushTarget> targets = new ArrayList<>();

  private Pushes(Meters meters, HouseVertx vertx) {
    this.meters = meters;
    this.share = vertx.open("dsmr-reader");
  }

  /**
   * Begins to send; returns at once, whether the targets are there or not. A target whose key
   * cannot be used gets nothing, as that is in the log.
   *
   * @param meterOf finds the meter that a target gets
   */
  public static Pushes start(
      List<PushConfig> configs,
      Function<PushConfig, Optional<P1Config>> meterOf,
      Meters meters,
      HouseVertx vertx) {
    Pushes pushes = new Pushes(meters, vertx);
    for (PushConfig config : configs) {
      try {
        String key = SecretFile.word(config.keyFile(), "key");
        meterOf.apply(config).ifPresent(meter -> pushes.add(config, key, meter));
      } catch (IOException e) {
        LOG.error("{}: nothing is sent: {}", config.name(), e.getMessage());
      }
    }
    return pushes;
  }

  /** What is wrong with what an entry refers to; empty when nothing is. */
  public static Optional<String> fault(PushConfig config) {
    try {
      SecretFile.word(config.keyFile(), "key");
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(config.name() + ": " + e.getMessage());
    }
  }

  /** A telegram without a checksum gets one: dsmr-reader wants it. */
  private void add(PushConfig config, String key, P1Config meter) {
    PushTarget target = new PushTarget(config, key, share.vertx(), millis);
    targets.add(target);
    HouseMeter ear = new HouseMeter(config.name(), Crc.ADD, millis);
    ear.listen(telegram -> share.run(() -> target.take(telegram)));
    ears.add(ear);
    meters.join(meter, ear);
  }

  /** Sends nothing any more; all is closed when this returns. */
  @Override
  public void close() {
    ears.forEach(meters::leave);
    share.run(() -> targets.forEach(PushTarget::close));
    share.close();
  }
}
