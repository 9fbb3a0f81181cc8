package org.evsebridge.simulator.line;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.evsebridge.bridge.natives.NativeLibraries;

/**
 * A thread for each processor that only sleeps and looks at the clock. When it comes back late, the
 * processor was not to be had for anybody: it was busy, or a virtual machine's host had given it to
 * others. That is how to see what the kernel's own threads have waited too, which carry the bytes
 * of pseudo-terminals.
 */
final class Bystanders implements AutoCloseable {
  private static final long NAP_NANOS = 250_000;
  private static final int MOST_PROCESSORS = 1024;

  private final AtomicLong longestDelay = new AtomicLong();
  private volatile boolean closed;

  /** The calling thread's own processor. */
  private static final class Scheduler {
    static {
      NativeLibraries.load();
      Native.register(Scheduler.class, NativeLibrary.getProcess());
    }

    static native int sched_setaffinity(int thread, NativeLong length, byte[] processors)
        throws LastErrorException;
  }

  Bystanders() {
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      int processor = i;
      Thread thread = new Thread(() -> stand(processor), "bystander " + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void stand(int processor) {
    byte[] processors = new byte[MOST_PROCESSORS / 8];
    processors[processor / 8] = (byte) (1 << processor % 8);
    try {
      Scheduler.sched_setaffinity(0, new NativeLong(processors.length), processors);
    } catch (LastErrorException e) {
      // Not ours to choose: then the system's choice is as good.
    }
    long before = System.nanoTime();
    while (!closed) {
      LockSupport.parkNanos(NAP_NANOS);
      long now = System.nanoTime();
      longestDelay.accumulateAndGet(now - before - NAP_NANOS, Math::max);
      before = now;
    }
  }

  /** How late any of them came back at most since this was asked last, in nanoseconds. */
  long longestDelay() {
    return longestDelay.getAndSet(0);
  }

  @Override
  public void close() {
    closed = true;
  }
}
