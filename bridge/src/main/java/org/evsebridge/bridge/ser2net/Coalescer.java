package org.evsebridge.bridge.ser2net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Holds what the device says back for a moment, so that it goes out in fewer pieces (chardelay):
 * until nothing has come for a while, the buffer is full, or the first byte has waited long enough.
 * Belongs to one event loop.
 */
final class Coalescer {
  private final long quietNanos;
  private final long longestNanos;
  private final int buffer;
  private final EventLoop loop;
  private final Consumer<byte[]> out;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private Future<?> timer;
  private long latest;

  /**
   * @param quietNanos how long nothing must have come; 0: nothing is held back
   * @param longestNanos how long the first byte waits at most
   * @param buffer full at so many bytes
   */
  Coalescer(long quietNanos, long longestNanos, int buffer, EventLoop loop, Consumer<byte[]> out) {
    this.quietNanos = quietNanos;
    this.longestNanos = longestNanos;
    this.buffer = buffer;
    this.loop = loop;
    this.out = out;
  }

  void add(byte[] bytes) {
    if (quietNanos == 0 && held.size() == 0) {
      out.accept(bytes);
      return;
    }
    if (held.size() == 0) {
      latest = System.nanoTime() + longestNanos;
    }
    held.writeBytes(bytes);
    int full = held.size() - held.size() % buffer;
    if (full > 0) {
      byte[] all = held.toByteArray();
      held.reset();
      held.write(all, full, all.length - full);
      out.accept(all.length == full ? all : Arrays.copyOf(all, full));
    }
    stopTimer();
    if (held.size() > 0) {
      long wait = Math.max(0, Math.min(quietNanos, latest - System.nanoTime()));
      timer = loop.schedule(this::flush, wait, TimeUnit.NANOSECONDS);
    }
  }

  /** Lets everything go at once. */
  void flush() {
    stopTimer();
    if (held.size() > 0) {
      byte[] all = held.toByteArray();
      held.reset();
      out.accept(all);
    }
  }

  /** Forgets what is held back. */
  void drop() {
    stopTimer();
    held.reset();
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
