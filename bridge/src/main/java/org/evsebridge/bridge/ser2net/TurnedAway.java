package org.evsebridge.bridge.ser2net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that are turned away for one reason, perhaps many: the first is logged, and, once none
 * has come for a while, how many there were. Belongs to one event loop.
 */
final class TurnedAway {
  private static final Logger LOG = LoggerFactory.getLogger(TurnedAway.class);

  /** After so long without another one it is over. */
  static final long QUIET_SECONDS = 60;

  private final EventLoop loop;
  private final String name;
  private final String what;
  private final Episode episode = new Episode();
  private Future<?> end;

  /**
   * @param name the connection's
   * @param what what is done to the clients, behind their address or number
   */
  TurnedAway(EventLoop loop, String name, String what) {
    this.loop = loop;
    this.name = name;
    this.what = what;
  }

  void another(Object client, String why) {
    if (episode.starts()) {
      LOG.info("{}: {} {}: {}", name, client, what, why);
    } else {
      end.cancel(false);
    }
    end = loop.schedule(this::end, QUIET_SECONDS, TimeUnit.SECONDS);
  }

  /** It is over, for nobody came for a while or the connection ends. */
  void end() {
    long clients = episode.end();
    if (clients > 1) {
      LOG.info("{}: {} clients in all {}", name, clients, what);
    }
    if (end != null) {
      end.cancel(false);
    }
  }
}
