package org.evsebridge.bridge.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.evsebridge.bridge.Main;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Sockets;

/**
 * Measures how long an 800-byte telegram takes from the writing of its last byte to its arrival at
 * every client, and what an hour's telegrams cost: the real ser2net, the bridge with the same
 * ser2net.yaml, and the bridge with a p1: entry, in turn on the same feed. Before it is measured,
 * each gets as many telegrams as a meter sends in half an hour. Not a test: run it by hand, in a
 * JVM of its own, on a machine that has nothing else to do. The argument is how many telegrams each
 * measurement takes (500). Prints a table for the README.
 */
public final class P1Benchmark {
  private static final int[] CLIENTS = {1, 3, 200};
  private static final int TELEGRAM = 800;
  private static final int WARM_UP = 1_800;
  private static final int HOUR = 3_600;
  private static final long PAUSE_NANOS = 5_000_000;
  private static final long PATIENCE_MILLIS = 20_000;

  private final int telegrams;

  private P1Benchmark(int telegrams) {
    this.telegrams = telegrams;
  }

  /** What is measured. */
  private enum Subject {
    SER2NET("ser2net"),
    BRIDGE_SER2NET_YAML("bridge, ser2net.yaml"),
    BRIDGE_P1("bridge, p1:");

    private final String shown;

    Subject(String shown) {
      this.shown = shown;
    }
  }

  public static void main(String[] arguments) throws Exception {
    int telegrams = arguments.length == 0 ? 500 : Integer.parseInt(arguments[0]);
    System.out.printf(
        Locale.ROOT,
        "Measured on %s on %d processors (%s), Java %s, load before %.1f.%n%n",
        LocalDate.now(),
        Runtime.getRuntime().availableProcessors(),
        processor(),
        System.getProperty("java.version"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    System.out.println(
        "| clients | program | p50 ms | to ser2net's | p99 ms | CPU s for an hour's telegrams | memory MB |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (int clients : CLIENTS) {
      double real = 0;
      for (Subject subject : Subject.values()) {
        Measured measured = new P1Benchmark(telegrams).measure(subject, clients);
        real = subject == Subject.SER2NET ? measured.p50() : real;
        System.out.printf(
            Locale.ROOT,
            "| %d | %s | %.2f | %.2f | %.2f | %.1f | %d |%n",
            clients,
            subject.shown,
            measured.p50(),
            measured.p50() / real,
            measured.p99(),
            measured.cpuForAnHour(),
            measured.megabytes());
      }
    }
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  /**
   * What came of it.
   *
   * @param p50 milliseconds
   * @param p99 milliseconds
   * @param cpuForAnHour seconds, for a telegram a second
   */
  private record Measured(double p50, double p99, double cpuForAnHour, long megabytes) {}

  private Measured measure(Subject subject, int clients) throws Exception {
    Path folder = Files.createTempDirectory("p1-benchmark");
    int port = Sockets.freePort();
    Pty pty = Pty.open();
    Process program = start(subject, folder, port, pty.path());
    try {
      Sockets.awaitListener(port);
      Audience audience = new Audience(clients, port);
      LockSupport.parkNanos(500_000_000);
      for (int i = 0; i < WARM_UP; i++) {
        send(pty, audience);
      }
      double cpu = cpuSeconds(program);
      long[] slowest = new long[telegrams];
      for (int i = 0; i < telegrams; i++) {
        slowest[i] = send(pty, audience);
      }
      double cpuForAnHour = (cpuSeconds(program) - cpu) * HOUR / telegrams;
      Arrays.sort(slowest);
      audience.close();
      return new Measured(
          slowest[telegrams / 2] / 1e6,
          slowest[telegrams * 99 / 100] / 1e6,
          cpuForAnHour,
          memoryMegabytes(program));
    } finally {
      program.destroy();
      program.waitFor();
      pty.close();
    }
  }

  private static Process start(Subject subject, Path folder, int port, String device)
      throws IOException {
    String ser2netYaml =
        "%%YAML 1.1\n---\nconnection: &con\n  accepter: tcp,127.0.0.1,%d\n  connector: serialdev,%s,115200n81,local\n  options:\n    max-connections: 200\n"
            .formatted(port, device);
    String bridgeYaml =
        "p1: [{host: 127.0.0.1, port: %d, device: %s, max-connections: 200}]\n"
            .formatted(port, device);
    Path file = folder.resolve(subject == Subject.BRIDGE_P1 ? "bridge.yaml" : "ser2net.yaml");
    Files.writeString(file, subject == Subject.BRIDGE_P1 ? bridgeYaml : ser2netYaml);
    List<String> command =
        new ArrayList<>(
            subject == Subject.SER2NET
                ? List.of(Peers.program("ser2net"))
                : List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()));
    command.addAll(List.of("-n", "-u", "-c", file.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  /** Sends a telegram and waits until every client has it; returns how long the slowest took. */
  private static long send(Pty pty, Audience audience) throws IOException {
    String head = "/TST5\r\n\r\n0-0:96.13.0(";
    String body = head + "0".repeat(TELEGRAM - head.length() - 10) + ")\r\n!";
    pty.write(Telegram.withChecksum(body).bytes());
    long sent = System.nanoTime();
    long arrived = audience.awaitTelegram();
    LockSupport.parkNanos(PAUSE_NANOS);
    return arrived - sent;
  }

  /** Clients, all read by one thread, so that they take little of what is measured. */
  private static final class Audience implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
    private final int clients;

    /** What a client still has to get of the telegram under way. */
    private static final class Rest {
      int bytes = TELEGRAM;
    }

    Audience(int clients, int port) throws IOException {
      this.clients = clients;
      for (int i = 0; i < clients; i++) {
        SocketChannel client =
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        client.configureBlocking(false);
        client.register(selector, SelectionKey.OP_READ, new Rest());
      }
    }

    /** Returns when the last byte of a telegram arrived at the last client. */
    long awaitTelegram() throws IOException {
      int without = clients;
      while (without > 0) {
        if (selector.select(PATIENCE_MILLIS) == 0) {
          throw new IOException(without + " of " + clients + " clients wait for the telegram");
        }
        for (SelectionKey key : selector.selectedKeys()) {
          Rest rest = (Rest) key.attachment();
          int n = ((SocketChannel) key.channel()).read(buffer.clear());
          if (n < 0) {
            throw new EOFException("a client was closed");
          }
          rest.bytes -= n;
          if (rest.bytes == 0) {
            rest.bytes = TELEGRAM;
            without--;
          }
        }
        selector.selectedKeys().clear();
      }
      return System.nanoTime();
    }

    @Override
    public void close() throws IOException {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    }
  }

  private static double cpuSeconds(Process program) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + program.pid() + "/stat"), ISO_8859_1);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }

  private static long memoryMegabytes(Process program) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + program.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
