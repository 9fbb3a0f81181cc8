package org.evsebridge.simulator.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.simulator.Main;

/**
 * Reads of three registers a second over the simulator's own Modbus TCP port, beside pymodbus's
 * server, in one run: each in a process of its own, the same clients at both, in turns, and what
 * each has after its warm-up as the median of the rounds. Many clients are measured twice: on one
 * thread, which leaves the server most of two processors, and with a thread each, whose changes of
 * thread then limit whoever is fast. Prints a table with the ratios and what the simulator does in
 * its first four seconds. Not a test: run it by hand, on a machine that has nothing else to do. The
 * arguments: seconds of a measurement (5), rounds (5).
 */
public final class ModbusTcpBenchmark {
  private static final int UNIT = 2;
  private static final int MANY = 16;
  private static final Pdu READ = Pdu.request(4, ModuleRegister.CURRENT_L1.address(), 3);
  private static final Duration START = Duration.ofSeconds(30);

  private final ExecutorService pool = Executors.newFixedThreadPool(MANY);
  private final Duration each;
  private final int rounds;

  /** What clients ask for some time; gives the answers a second. */
  private interface Clients {
    double reads(InetSocketAddress server, Duration time) throws Exception;
  }

  private ModbusTcpBenchmark(Duration each, int rounds) {
    this.each = each;
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws Exception {
    long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    ModbusTcpBenchmark benchmark = new ModbusTcpBenchmark(Duration.ofSeconds(seconds), rounds);
    try {
      benchmark.run();
    } finally {
      benchmark.pool.shutdownNow();
    }
  }

  private void run() throws Exception {
    int port = freePort();
    Process pymodbus =
        new ProcessBuilder(
                "/usr/bin/python3",
                Path.of("src/test/resources/bench/pymodbus-server.py").toString(),
                String.valueOf(port))
            .inheritIO()
            .start();
    Path folder = Files.createTempDirectory("bench");
    Process simulator = null;
    try {
      InetSocketAddress peer = awaitPort(port);
      reads(peer, 1, each); // the client's own warm-up
      simulator = simulator(folder);
      InetSocketAddress own = portOf(simulator);
      List<Double> first = new ArrayList<>();
      for (int second = 0; second < 4; second++) {
        first.add(reads(own, 1, Duration.ofSeconds(1)));
      }
      print(peer, own, first);
    } finally {
      end(pymodbus);
      end(simulator);
    }
  }

  private void print(InetSocketAddress peer, InetSocketAddress own, List<Double> first)
      throws Exception {
    reads(own, 1, each.multipliedBy(2)); // its warm-up
    System.out.println(
        "| reads a second, 3 registers, Modbus TCP | simulator | pymodbus | ratio |");
    System.out.println("|---|---|---|---|");
    System.out.printf(
        Locale.ROOT,
        "| one client, each of the first four seconds | %.0f, %.0f, %.0f, %.0f | | |%n",
        first.toArray());
    compare("1", peer, own, (server, time) -> reads(server, 1, time));
    compare(MANY + ", on one thread", peer, own, ModbusTcpBenchmark::readsOnOneThread);
    compare(MANY + ", a thread each", peer, own, (server, time) -> reads(server, MANY, time));
  }

  private void compare(String name, InetSocketAddress peer, InetSocketAddress own, Clients clients)
      throws Exception {
    List<Double> theirs = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      theirs.add(clients.reads(peer, each));
      ours.add(clients.reads(own, each));
    }
    System.out.printf(
        Locale.ROOT,
        "| clients: %s; median of %d rounds | %.0f | %.0f | %.2f |%n",
        name,
        rounds,
        median(ours),
        median(theirs),
        median(ours) / median(theirs));
  }

  private static double readsOnOneThread(InetSocketAddress server, Duration time)
      throws IOException {
    SharedThreadClients clients = new SharedThreadClients(server, MANY, UNIT, READ);
    return clients.askUntil(System.nanoTime() + time.toNanos()) / seconds(time);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private double reads(InetSocketAddress server, int clients, Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    List<Future<Long>> counts = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      counts.add(pool.submit(() -> readUntil(end, server)));
    }
    long all = 0;
    for (Future<Long> count : counts) {
      all += count.get();
    }
    return all / seconds(time);
  }

  private static long readUntil(long end, InetSocketAddress server) throws IOException {
    long done = 0;
    try (ModbusClient client = ModbusClient.connect(Framing.TCP, server)) {
      while (System.nanoTime() < end) {
        client.ask(UNIT, READ);
        done++;
      }
    }
    return done;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static InetSocketAddress awaitPort(int port) throws Exception {
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
    long end = System.nanoTime() + START.toNanos();
    while (true) {
      try (Socket socket = new Socket(address.getAddress(), port)) {
        return address;
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw new IOException("pymodbus did not start: is python3-pymodbus installed?", e);
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private static Process simulator(Path folder) throws IOException {
    Path rig =
        Files.writeString(
            folder.resolve("rig.yaml"), "lines: [{name: p1}, {name: rs485, modbus-tcp: 0}]");
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "-c",
            rig.toString(),
            "--no-bridge",
            "--http-port",
            "0",
            "--dir",
            folder.resolve("ports").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The port as the rig prints it. */
  private static InetSocketAddress portOf(Process simulator) throws IOException {
    BufferedReader lines = simulator.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains("Modbus TCP")) {
        String port = line.replaceFirst(".*127\\.0\\.0\\.1:(\\d+).*", "$1");
        return new InetSocketAddress("127.0.0.1", Integer.parseInt(port));
      }
    }
    throw new IOException("the simulator ended before it said its port");
  }

  private static void end(Process process) throws InterruptedException {
    if (process != null) {
      process.destroy();
      process.waitFor();
    }
  }
}
