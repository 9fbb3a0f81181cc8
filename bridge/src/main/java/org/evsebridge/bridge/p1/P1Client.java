package org.evsebridge.bridge.p1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.net.ClientChannel;
import org.evsebridge.bridge.status.ClientCounters;

/**
 * A client of a meter's port, and how much of what it was sent it has taken. Belongs to its event
 * loop.
 */
final class P1Client {
  private final ClientChannel client;
  private final LongSupplier nanoTime;
  // Written on the event loop only.
  private volatile long given;
  // As the last look showed it.
  private volatile long taken;
  private long since;

  /**
   * @param mostUnsent how many bytes may wait for it
   */
  P1Client(Channel channel, int mostUnsent, LongSupplier nanoTime) {
    this.client = new ClientChannel(channel, mostUnsent);
    this.nanoTime = nanoTime;
  }

  /**
   * Sends bytes and releases their buffer.
   *
   * @return false when too many wait already; nothing was sent
   */
  boolean send(ByteBuf bytes) {
    if (given == taken) {
      since = nanoTime.getAsLong();
    }
    given += bytes.readableBytes();
    return client.send(bytes);
  }

  /** Checks how much it has taken; what it took since the last check counts as taken now. */
  void look() {
    long waiting = client.waiting();
    if (waiting == 0 || given - waiting != taken) {
      taken = given - waiting;
      since = nanoTime.getAsLong();
    }
  }

  /** How long it has taken nothing of what waits for it, in nanoseconds. */
  long standsStillFor() {
    look();
    return nanoTime.getAsLong() - since;
  }

  /** Its counters; may be called on any thread. */
  ClientCounters counters() {
    long has = taken;
    return new ClientCounters(toString(), has, Math.max(0, given - has));
  }

  void dismiss(byte[] lastWord) {
    client.dismiss(lastWord);
  }

  void close() {
    client.close();
  }

  /** Where it is, for the log. */
  @Override
  public String toString() {
    return client.toString();
  }
}
