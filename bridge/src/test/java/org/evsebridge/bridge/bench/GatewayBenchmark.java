package org.evsebridge.bridge.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.gateway.ModbusProxyReader;
import org.evsebridge.bridge.gateway.Gateway;
import org.evsebridge.bridge.gateway.LineGuard;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;

/**
 * Measures the gateway against what the line allows, and prints the table of the README. Not a
 * test: run it by hand, on a machine that has nothing else to do. The first argument scales the
 * time that each measurement takes (1 is about six minutes in all); the others name the parts to
 * run: {@code paced}, {@code beside}, {@code fast}, {@code idle}, {@code memory}; all without any.
 */
public final class GatewayBenchmark {
  private static final SerialSettings LINE = SerialSettings.MODULE;
  private static final int REGISTERS = 3;
  private static final int MANY = 16;

  /** What Java takes to compile what is measured, with one client and with many; not scaled. */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private final double scale;

  private GatewayBenchmark(double scale) {
    this.scale = scale;
  }

  public static void main(String[] arguments) throws Exception {
    double scale = arguments.length == 0 ? 1 : Double.parseDouble(arguments[0]);
    List<String> parts =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    new GatewayBenchmark(scale)
        .run(parts.isEmpty() ? List.of("paced", "beside", "fast", "idle", "memory") : parts);
  }

  private void run(List<String> parts) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%s, %s, %d processors, Java %s%n%n",
        LocalDate.now(),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature());
    System.out.println(
        "| gateway | measurement | answers/s | p50 | p99 | no answer | wrong | and |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    warmUp();
    Optional<Path> mbusd = Mbusd.program();
    if (parts.contains("paced")) {
      pacedLine("evse-bridge", Optional.empty());
      if (mbusd.isPresent()) {
        peer("mbusd", () -> pacedLine("mbusd, pause 1 ms", mbusd));
      }
    }
    if (parts.contains("beside")) {
      besideOthers("evse-bridge", Optional.empty());
      if (mbusd.isPresent()) {
        peer("mbusd", () -> besideOthers("mbusd, pause 1 ms", mbusd));
      }
    }
    if (parts.contains("fast")) {
      bareLine();
      fastLine("evse-bridge", Optional.empty());
      if (mbusd.isPresent()) {
        peer("mbusd", () -> fastLine("mbusd, pause 1 ms", mbusd));
      }
    }
    if (parts.contains("idle")) {
      idleConnections();
    }
    if (parts.contains("memory")) {
      memory();
    }
    if (mbusd.isEmpty()) {
      System.out.println("\nmbusd is not installed: no row of it.");
    }
  }

  /** A bridge runs for months: what it does in its first seconds is not what it does. */
  private static void warmUp() throws Exception {
    try (Pty pty = Pty.open();
        PacedSlave slave = PacedSlave.atOnce(pty)) {
      Running running = start(Optional.empty(), pty, 115200, ", gap: 0");
      IntFunction<Pdu> different = i -> Pdu.request(4, 0x10 * i, REGISTERS);
      Load.run(running.address(), 1, WARM_UP, different);
      Load.run(running.address(), MANY, WARM_UP, different);
      running.gateway().close();
    }
  }

  private interface Measurement {
    void run() throws Exception;
  }

  /** A peer's failure costs its own rows only. */
  private static void peer(String name, Measurement measurement) throws Exception {
    try {
      measurement.run();
    } catch (IOException e) {
      System.out.printf("| %s | failed: %s | | | | | | |%n", name, e.getMessage());
    }
  }

  /** A gateway, ours or mbusd, in front of a slave. */
  record Running(InetSocketAddress address, AutoCloseable gateway) {}

  static Running start(Optional<Path> mbusd, Pty pty, int baudrate, String... keys)
      throws Exception {
    if (mbusd.isPresent()) {
      Mbusd peer = Mbusd.start(mbusd.get(), pty.path(), baudrate);
      return new Running(peer.address(), peer);
    }
    String yaml =
        "- {port: 0, host: 127.0.0.1, device: "
            + pty.path()
            + ", baudrate: "
            + baudrate
            + String.join("", keys)
            + "}";
    Problems problems = new Problems();
    YamlNode list = YamlReader.read("bench", yaml).get(0);
    Loops loops = new Loops();
    Gateway gateway =
        Gateway.start(
            ModbusProxyReader.read(((YamlNode.Sequence) list).items(), problems),
            line -> LineGuard.NONE,
            loops);
    problems.throwIfAny();
    return new Running(
        gateway.listeners().get(0).firstTry().get(10, SECONDS).orElseThrow(),
        () -> {
          gateway.close();
          loops.close();
        });
  }

  private void pacedLine(String name, Optional<Path> mbusd) throws Exception {
    try (Pty pty = Pty.open();
        PacedSlave slave = PacedSlave.on(pty, LINE)) {
      Running running = start(mbusd, pty, LINE.baudrate());
      IntFunction<Pdu> same = i -> Pdu.request(4, 0x0105, REGISTERS);
      Load.run(running.address(), 1, time(1), same);
      slave.reset();
      Load.Result one = Load.run(running.address(), 1, time(20), same);
      double limit = 1e9 / PacedSlave.limit(LINE, REGISTERS).toNanos();
      row(
          name,
          LINE + ", one client, 3 registers",
          one,
          String.format(
              Locale.ROOT,
              "%.1f %% of the line's %.2f/s, shortest gap %.3f ms",
              100 * one.perSecond() / limit,
              limit,
              millis(slave.shortestGap())));
      slave.reset();
      Load.Result many = Load.run(running.address(), MANY, time(20), same);
      row(
          name,
          LINE + ", 16 clients, the same 3 registers",
          many,
          String.format(
              Locale.ROOT,
              "%.1f times one client, %d transactions, shortest gap %.3f ms",
              many.perSecond() / one.perSecond(),
              slave.asked(),
              millis(slave.shortestGap())));
      row(name, LINE + ", a write among 16 readers", write(running.address(), slave), "");
      running.gateway().close();
    }
  }

  /** Readers hammer the line; how many reads come before a write issued meanwhile? */
  private Optional<Long> write(InetSocketAddress address, PacedSlave slave) throws Exception {
    Thread readers =
        new Thread(
            () -> {
              try {
                Load.run(address, MANY, time(4), i -> Pdu.request(4, 10 * i, REGISTERS));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    readers.start();
    long worst = 0;
    try (ModbusClient client = ModbusClient.connect(Framing.TCP, address)) {
      while (readers.isAlive()) {
        client.ask(2, Pdu.request(4, 0x0500, 1));
        slave.expectWrite();
        client.ask(2, Pdu.request(6, 0x0201, 0x0606));
        worst = Math.max(worst, slave.readsBeforeWrite());
      }
    }
    readers.join();
    return Optional.of(worst);
  }

  /** What others do to an evcc-like client whose module answers at once. */
  private void besideOthers(String name, Optional<Path> mbusd) throws Exception {
    try (Pty pty = Pty.open();
        PacedSlave slave = PacedSlave.on(pty, LINE);
        SlowTcpDevice slow = new SlowTcpDevice(Duration.ofSeconds(1))) {
      slave.answersOnlyAs(Load.UNIT);
      String units = ", units: {4: {uri: '127.0.0.1:" + slow.port() + "'}}";
      Running running = start(mbusd, pty, LINE.baudrate(), units);
      InetSocketAddress address = running.address();
      evccRow(name, "alone", address, new Neighbours());
      evccRow(
          name,
          "12 that scan absent units",
          address,
          new Neighbours(address, 12, n -> 10 + n % 200));
      evccRow(name, "one that asks a dead unit", address, new Neighbours(address, 1, n -> 3));
      if (mbusd.isEmpty()) { // which has one line only
        evccRow(
            name, "one that asks a TCP device of 1 s", address, new Neighbours(address, 1, n -> 4));
      }
      running.gateway().close();
    }
  }

  private void evccRow(String name, String beside, InetSocketAddress address, Neighbours neighbours)
      throws IOException {
    try (neighbours) {
      row(
          name,
          LINE + ", an evcc-like client beside: " + beside,
          Neighbours.evcc(address, time(20)),
          "");
    }
  }

  /** What the line gives without a gateway. */
  private void bareLine() throws Exception {
    try (Pty pty = Pty.open();
        PacedSlave slave = PacedSlave.atOnce(pty)) {
      row(
          "none",
          "instant slave, no gap, a master on the line itself",
          BareLine.run(pty.path(), LINE, time(20), Pdu.request(4, 0, REGISTERS)),
          slave.asked() + " transactions");
    }
  }

  private void fastLine(String name, Optional<Path> mbusd) throws Exception {
    try (Pty pty = Pty.open();
        PacedSlave slave = PacedSlave.atOnce(pty)) {
      Running running = start(mbusd, pty, 115200, ", gap: 0");
      IntFunction<Pdu> different = i -> Pdu.request(4, 0x10 * i, REGISTERS);
      row(
          name,
          "instant slave, no gap, one client",
          Load.run(running.address(), 1, time(20), different),
          "");
      slave.reset();
      Load.Result many = Load.run(running.address(), MANY, time(20), different);
      row(
          name,
          "instant slave, no gap, 16 clients, different reads",
          many,
          slave.asked() + " transactions");
      running.gateway().close();
    }
  }

  /** What a thousand idle connections cost. */
  private void idleConnections() throws Exception {
    try (Pty pty = Pty.open();
        PacedSlave slave = PacedSlave.atOnce(pty)) {
      Running running = start(Optional.empty(), pty, 115200, ", gap: 0");
      IntFunction<Pdu> read = i -> Pdu.request(4, 0x10 * i, REGISTERS);
      Load.run(running.address(), 1, time(3), read);
      Load.Result without = Load.run(running.address(), 1, time(5), read);
      long heapWithout = heap();
      ModbusClient[] idle = new ModbusClient[1000];
      for (int i = 0; i < idle.length; i++) {
        idle[i] = ModbusClient.connect(Framing.TCP, running.address());
        idle[i].ask(2, Pdu.request(4, 0, 1));
      }
      long cpuBefore = cpu();
      Thread.sleep(time(5).toMillis());
      double cpuShare = (double) (cpu() - cpuBefore) / time(5).toNanos();
      long heapIdle = heap();
      Load.Result with = Load.run(running.address(), 1, time(5), read);
      row(
          "evse-bridge",
          "instant slave, one client beside 1000 idle ones",
          with,
          String.format(
              Locale.ROOT,
              "p50 without them %.0f µs; %.1f kB of heap each (their sockets included), %.1f %% CPU"
                  + " while all are idle",
              micros(without.p50()),
              (heapIdle - heapWithout) / 1e3 / idle.length,
              100 * cpuShare));
      for (ModbusClient client : idle) {
        client.close();
      }
      running.gateway().close();
    }
  }

  /** Whether what is kept grows with what was done. */
  private void memory() throws Exception {
    try (Pty pty = Pty.open();
        PacedSlave slave = PacedSlave.atOnce(pty)) {
      Running running = start(Optional.empty(), pty, 115200, ", gap: 0");
      IntFunction<Pdu> read = i -> Pdu.request(4, 0x10 * i, REGISTERS);
      Load.run(running.address(), MANY, time(3), read);
      long before = heap();
      long transactions = slave.asked();
      while (slave.asked() - transactions < 1_000_000 * scale) {
        Load.run(running.address(), MANY, Duration.ofSeconds(5), read);
      }
      System.out.printf(
          Locale.ROOT,
          "%nHeap after a collection: %.1f MB before, %.1f MB after %d transactions.%n",
          before / 1e6,
          heap() / 1e6,
          slave.asked() - transactions);
      running.gateway().close();
    }
  }

  private static long heap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  private Duration time(int seconds) {
    return Duration.ofMillis(Math.round(1000 * seconds * scale));
  }

  private static void row(String gateway, String what, Load.Result result, String more) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.1f | %.0f µs | %.0f µs | %d | %d | %s |%n",
        gateway,
        what,
        result.perSecond(),
        micros(result.p50()),
        micros(result.p99()),
        result.exceptions(),
        result.wrong(),
        more);
  }

  private static void row(String gateway, String what, Optional<Long> reads, String more) {
    System.out.printf(
        "| %s | %s | | | | | | at most %d transactions before it%s |%n",
        gateway, what, reads.orElse(-1L), more);
  }

  private static double micros(Duration duration) {
    return duration.toNanos() / 1e3;
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
