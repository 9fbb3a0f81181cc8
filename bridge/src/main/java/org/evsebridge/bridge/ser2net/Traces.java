package org.evsebridge.bridge.ser2net;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netOption;
import org.evsebridge.bridge.process.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trace files of a connection while its endpoint is open. What is to be kept is handed to a
 * thread of their own, for disks block. Options that name the same file share it, with the dump and
 * the time stamps of the first of write, read, both. Methods belong to one event loop.
 */
final class Traces {
  private static final Logger LOG = LoggerFactory.getLogger(Traces.class);

  /** How many pieces may wait for the disk. */
  private static final int MOST_WAITING = 4_096;

  private static final String DEVICE = "term";
  private static final String NETWORK = "tcp ";

  /** What a trace may be of, in the order in which they open their files. */
  private enum Kind {
    WRITE(
        Ser2netOption.TRACE_WRITE,
        Ser2netOption.TRACE_WRITE_HEXDUMP,
        Ser2netOption.TRACE_WRITE_TIMESTAMP),
    READ(
        Ser2netOption.TRACE_READ,
        Ser2netOption.TRACE_READ_HEXDUMP,
        Ser2netOption.TRACE_READ_TIMESTAMP),
    BOTH(
        Ser2netOption.TRACE_BOTH,
        Ser2netOption.TRACE_BOTH_HEXDUMP,
        Ser2netOption.TRACE_BOTH_TIMESTAMP);

    private final Ser2netOption<String> file;
    private final Ser2netOption<Boolean> hexdump;
    private final Ser2netOption<Boolean> timestamp;

    Kind(
        Ser2netOption<String> file,
        Ser2netOption<Boolean> hexdump,
        Ser2netOption<Boolean> timestamp) {
      this.file = file;
      this.hexdump = hexdump;
      this.timestamp = timestamp;
    }
  }

  private final Ser2netConnection connection;
  private final ExecutorService disk;
  private final boolean wanted;
  // Belongs to the disk thread.
  private final Map<Kind, Trace> open = new HashMap<>();
  private boolean troubled;

  Traces(Ser2netConnection connection) {
    this.connection = connection;
    this.wanted =
        List.of(Kind.values()).stream()
            .anyMatch(kind -> !connection.options().get(kind.file).isEmpty());
    this.disk =
        wanted
            ? new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Threads.factory("traces of " + connection.name()),
                new ThreadPoolExecutor.DiscardPolicy()) // a disk that hangs loses traces only
            : null;
  }

  /** Opens the files; their names may hold escapes. */
  void open(Escapes escapes) {
    write(
        () -> {
          Map<String, Trace> byName = new HashMap<>();
          for (Kind kind : Kind.values()) {
            String template = connection.options().get(kind.file);
            if (!template.isEmpty()) {
              Trace trace = byName.get(template);
              if (trace == null) {
                trace =
                    Trace.open(
                        path(escapes.fillFileName(template)),
                        connection.options().get(kind.hexdump),
                        connection.options().get(kind.timestamp));
                byName.put(template, trace);
              }
              open.put(kind, trace);
            }
          }
          if (troubled) {
            troubled = false;
            LOG.info("{}: the trace files can be written again", connection.name());
          }
        });
  }

  private static Path path(String name) throws IOException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new IOException("no file can be named '" + name + "'", e);
    }
  }

  void fromDevice(byte[] bytes) {
    keep(DEVICE, bytes, Kind.READ);
  }

  void fromClient(byte[] bytes) {
    keep(NETWORK, bytes, Kind.WRITE);
  }

  private void keep(String who, byte[] bytes, Kind kind) {
    write(
        () -> {
          for (Kind each : List.of(kind, Kind.BOTH)) {
            if (open.containsKey(each)) {
              open.get(each).data(who, bytes, ZonedDateTime.now());
            }
          }
        });
  }

  /** Somebody came or went. */
  void event(String what) {
    write(
        () -> {
          for (Trace trace : files()) {
            trace.event(what, ZonedDateTime.now());
          }
        });
  }

  void close() {
    write(
        () -> {
          for (Trace trace : files()) {
            trace.close();
          }
          open.clear();
        });
  }

  /** Nothing is kept any more; what was handed over still is. */
  void end() {
    if (wanted) {
      disk.shutdown();
    }
  }

  private Collection<Trace> files() {
    return new LinkedHashSet<>(open.values());
  }

  private interface DiskTask {
    void run() throws IOException;
  }

  private void write(DiskTask task) {
    if (!wanted) {
      return;
    }
    disk.execute(
        () -> {
          try {
            task.run();
          } catch (IOException e) {
            if (!troubled) {
              troubled = true;
              LOG.warn("{}: a trace file cannot be written: {}", connection.name(), e.getMessage());
            }
            open.clear();
          }
        });
  }
}
