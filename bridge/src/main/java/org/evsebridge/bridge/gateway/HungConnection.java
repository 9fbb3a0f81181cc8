package org.evsebridge.bridge.gateway;

import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices a connection whose other end has hung: what is sent is taken and nothing comes back,
 * while a new connection would work. Not thread-safe.
 */
final class HungConnection {
  private static final Logger LOG = LoggerFactory.getLogger(HungConnection.class);

  /** So many time-outs running without a word, and the connection is made anew. */
  static final int TIMEOUTS = 3;

  private final String name;
  private final Transport transport;
  private final Episode episode = new Episode();
  private int silences;

  HungConnection(String name, Transport transport) {
    this.name = name;
    this.transport = transport;
  }

  /** Something came. */
  void spoke() {
    silences = 0;
    if (episode.end() > 0) {
      LOG.info("{}: is answered again", name);
    }
  }

  /** A request was not answered in time. */
  void wasSilent() {
    silences++;
    if (silences >= TIMEOUTS) {
      silences = 0;
      if (transport.reset() && episode.starts()) {
        LOG.warn(
            "{}: {} requests running were taken and nothing came back; connecting anew",
            name,
            TIMEOUTS);
      }
    }
  }
}
