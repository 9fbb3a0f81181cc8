package org.evsebridge.bridge.ser2net;

import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.status.Episode;
import org.evsebridge.bridge.yaml.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that a device is away, once when that begins and once when it is over, however often it is
 * tried. Not thread-safe.
 */
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private final Ser2netConnection connection;
  private final Episode episode = new Episode();
  private long turnedAway;

  Outage(Ser2netConnection connection) {
    this.connection = connection;
  }

  /** It could not be opened, and so many clients are turned away for it. */
  void refused(String why, int clients) {
    turnedAway += clients;
    if (episode.starts()) {
      LOG.warn(
          "{}: {}; until it can be opened, clients are told so and closed", connection.name(), why);
    }
  }

  /** It went away. */
  void lost(String why) {
    episode.starts();
    LOG.warn("{}: {}; its clients are closed", connection.name(), why);
  }

  /** It is away, and its clients stay. */
  void keptOpen(String why) {
    if (episode.starts()) {
      LOG.warn(
          "{}: {}; its clients stay, and it is tried again every {}",
          connection.name(),
          why,
          Durations.format(connection.connector().keepOpen().orElseThrow().retry()));
    }
  }

  /** It is open. */
  void over() {
    if (episode.end() > 0) {
      LOG.info(
          "{}: {} is back{}",
          connection.name(),
          connection.connector().text(),
          connection.connector().keepOpen().isPresent()
              ? ""
              : "; clients turned away meanwhile: " + turnedAway);
    }
    turnedAway = 0;
  }
}
