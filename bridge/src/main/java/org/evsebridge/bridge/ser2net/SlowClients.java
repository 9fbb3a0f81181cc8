package org.evsebridge.bridge.ser2net;

import java.util.List;
import java.util.function.Consumer;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.net.ClientChannel;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;
import org.evsebridge.bridge.yaml.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes clients that do not read as fast as the device speaks: one that too much waits for at
 * once, and one for which a device that can wait has waited for too long. Belongs to the port's
 * event loop.
 */
final class SlowClients {
  private static final Logger LOG = LoggerFactory.getLogger(SlowClients.class);

  private final Ser2netConnection connection;
  private final Counters counters;
  private final Consumer<ClientChannel> leave;
  private final Idleness slowness = new Idleness(ClientChannel::taken);

  /**
   * @param leave takes a client's place away
   */
  SlowClients(Ser2netConnection connection, Counters counters, Consumer<ClientChannel> leave) {
    this.connection = connection;
    this.counters = counters;
    this.leave = leave;
  }

  /**
   * Sends to a client, or closes it if too much waits for it already.
   *
   * @return whether so much waits for it now that the device should wait too
   */
  boolean send(ClientChannel client, byte[] bytes) {
    if (client.send(bytes)) {
      return client.isSlow();
    }
    cutOff(client, Limits.MOST_UNSENT / 1024 + " kB wait for it");
    return false;
  }

  /**
   * A second has passed: closes those that took nothing for too long while others waited for them.
   *
   * @param waitedFor those that the device waits for
   */
  void look(List<ClientChannel> waitedFor) {
    String patience = Durations.format(Limits.SLOW_CLIENT_PATIENCE);
    for (ClientChannel client : slowness.tick(waitedFor, any -> Limits.SLOW_CLIENT_PATIENCE)) {
      cutOff(client, "and all others have waited " + patience + " for it");
    }
  }

  private void cutOff(ClientChannel client, String why) {
    counters.one(Count.CUT_OFF);
    leave.accept(client);
    LOG.warn("{}: {} does not read, {}; cut off", connection.name(), client, why);
    client.close();
  }
}
