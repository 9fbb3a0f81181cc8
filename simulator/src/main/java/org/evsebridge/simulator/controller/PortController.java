package org.evsebridge.simulator.controller;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TelegramFramer;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.status.Episode;

/**
 * A controller at work over the ports in real time: telegrams from a P1 port on TCP, limits to the
 * modules through a Modbus TCP gateway. Both are dialled again when they go away.
 */
public final class PortController implements AutoCloseable {
  /** How long it waits for the telegram of a second before it goes on without. */
  private static final long SECOND_MILLIS = 1_500;

  private static final long REDIAL_MILLIS = 1_000;

  /** A meter sends each second, an older one every ten. */
  private static final int SILENCE_MILLIS = 30_000;

  private static final int READ_BYTES = 4096;

  private final InetSocketAddress p1;
  private final TcpModuleBus bus;
  private final Controller controller;
  private final Consumer<String> log;
  private final BlockingQueue<Telegram> latest = new ArrayBlockingQueue<>(1);
  private final Thread worker = Threads.daemon("controller", this::work);
  private final Thread reader = Threads.daemon("controller-p1", this::readMeter);
  private volatile Socket meter;
  private volatile boolean closed;
  private boolean started;
  private volatile boolean metModules;
  private volatile boolean metMeter;
  private final Set<String> unusable = new HashSet<>(); // each reason is told once
  private final Episode modules = new Episode(); // on the worker's thread
  private final Episode noTelegrams = new Episode(); // on the reader's thread
  private List<Integer> limits = List.of();

  /**
   * @param log gets one line for each change of a limit and each trouble
   */
  public PortController(
      ControlRule rule,
      List<Controller.ControlledModule> targets,
      InetSocketAddress p1,
      InetSocketAddress modbus,
      Consumer<String> log) {
    this.p1 = p1;
    this.bus = new TcpModuleBus(modbus);
    this.controller = new Controller(rule, bus, targets);
    this.log = log;
  }

  /** Starts working; returns at once. */
  public void start() {
    reader.start();
    worker.start();
  }

  /** A telegram each second sets the pace, so that it and the modules are read close together. */
  private void work() {
    try {
      while (!closed) {
        Optional<Telegram> telegram =
            Optional.ofNullable(latest.poll(SECOND_MILLIS, TimeUnit.MILLISECONDS));
        telegram.ifPresent(this::read);
        second();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void read(Telegram telegram) {
    try {
      controller.telegram(telegram);
      metMeter = true;
    } catch (IOException e) {
      if (unusable.add(e.getMessage())) {
        log.accept("a telegram from " + meterText() + " is of no use: " + e.getMessage());
      }
    }
  }

  private void second() {
    try {
      if (!started) {
        controller.start();
        started = true;
        metModules = true;
        tellModules("the modules answer");
      }
      controller.everySecond();
      if (!controller.limits().equals(limits)) {
        limits = controller.limits();
        log.accept("limit " + amperes(limits) + gridText());
      }
    } catch (IOException e) {
      tellModules("the modules do not answer: " + e.getMessage());
    }
  }

  private static String amperes(List<Integer> limits) {
    return String.join(", ", limits.stream().map(limit -> limit + " A").toList());
  }

  private String gridText() {
    PerPhase grid = controller.grid();
    return grid == null
        ? ", no telegram yet"
        : String.format(Locale.ROOT, ", grid %.1f %.1f %.1f A", grid.l1(), grid.l2(), grid.l3());
  }

  private void tellModules(String what) {
    if (modules.isNews(what)) {
      log.accept(what);
    }
  }

  private void readMeter() {
    while (!closed) {
      try (Socket socket = new Socket()) {
        meter = socket;
        socket.connect(p1, SILENCE_MILLIS);
        socket.setSoTimeout(SILENCE_MILLIS);
        TelegramFramer telegrams = new TelegramFramer(this::keepLatest, () -> {});
        byte[] some = new byte[READ_BYTES];
        InputStream in = socket.getInputStream();
        for (int n = in.read(some); n >= 0; n = in.read(some)) {
          if (noTelegrams.end() > 0) {
            log.accept("telegrams come from " + meterText());
          }
          telegrams.take(Arrays.copyOf(some, n));
        }
        noTelegrams("the connection was closed");
      } catch (IOException e) {
        noTelegrams(e.getMessage());
      }
      pause();
    }
  }

  private void keepLatest(Telegram telegram) {
    latest.clear();
    latest.offer(telegram);
  }

  private void noTelegrams(String why) {
    if (!closed && noTelegrams.isNews(String.valueOf(why))) {
      log.accept("no telegrams from " + meterText() + ": " + why);
    }
  }

  private String meterText() {
    return p1.getHostString() + ":" + p1.getPort();
  }

  private void pause() {
    try {
      worker.join(REDIAL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /** What it has not reached so far, in words; it controls nothing before it has reached both. */
  public List<String> notReached() {
    List<String> missing = new ArrayList<>();
    if (!metMeter) {
      missing.add("no telegram of use came from " + meterText());
    }
    if (!metModules) {
      missing.add("the modules did not answer");
    }
    return missing;
  }

  /** Stops; the modules keep the limits they have. */
  @Override
  public void close() {
    closed = true;
    worker.interrupt();
    try {
      worker.join(SILENCE_MILLIS);
      Socket open = meter;
      if (open != null) {
        open.close();
      }
      reader.join(REDIAL_MILLIS);
    } catch (IOException e) {
      // It is gone either way.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    bus.close();
  }
}
