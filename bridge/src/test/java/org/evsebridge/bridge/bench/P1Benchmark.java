package org.evsebridge.bridge.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.evsebridge.bridge.Main;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Sockets;

/**
 * Measures how long an 800-byte telegram takes from the writing of its last byte to its arrival at
 * every client, and what an hour's telegrams cost: the real ser2net, the bridge with the same
 * ser2net.yaml, and the bridge with a p1: entry, in turn on the same feed. Not a test: run it by
 * hand, on a machine that has nothing else to do. The argument is how many telegrams each
 * measurement takes (200).
 */
public final class P1Benchmark {
  private static final int[] CLIENTS = {1, 3, 200};
  private static final int TELEGRAM = 800;
  private static final int WARM_UP = 300;
  private static final int HOUR = 3_600;
  private static final long PAUSE_NANOS = 10_000_000;

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
    int telegrams = arguments.length == 0 ? 200 : Integer.parseInt(arguments[0]);
    System.out.println(
        "| program | clients | p50 ms | p99 ms | CPU for an hour of telegrams s | memory MB |");
    System.out.println("|---|---|---|---|---|---|");
    for (int clients : CLIENTS) {
      for (Subject subject : Subject.values()) {
        new P1Benchmark(telegrams).measure(subject, clients);
      }
    }
    System.exit(0); // the clients' threads are still reading
  }

  private void measure(Subject subject, int clients) throws Exception {
    Path folder = Files.createTempDirectory("p1-benchmark");
    int port = Sockets.freePort();
    try (Pty pty = Pty.open()) {
      Process program = start(subject, folder, port, pty.path());
      Sockets.awaitListener(port);
      Audience audience = new Audience(clients, port, WARM_UP + telegrams);
      LockSupport.parkNanos(500_000_000);
      for (int i = 0; i < WARM_UP; i++) {
        send(pty, audience, i);
      }
      double cpu = cpuSeconds(program);
      long[] slowest = new long[telegrams];
      for (int i = 0; i < telegrams; i++) {
        slowest[i] = send(pty, audience, WARM_UP + i);
      }
      double cpuForAnHour = (cpuSeconds(program) - cpu) * HOUR / telegrams;
      Arrays.sort(slowest);
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %.2f | %.2f | %.1f | %d |%n",
          subject.shown,
          clients,
          slowest[telegrams / 2] / 1e6,
          slowest[telegrams * 99 / 100] / 1e6,
          cpuForAnHour,
          memoryMegabytes(program));
      program.destroy();
      program.waitFor();
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
  private static long send(Pty pty, Audience audience, int number) throws InterruptedException {
    String head = "/TST5\r\n\r\n0-0:96.13.0(";
    String body = head + "0".repeat(TELEGRAM - head.length() - 10) + ")\r\n!";
    byte[] telegram = Telegram.withChecksum(body);
    CountDownLatch all = audience.expect(number, telegram.length);
    pty.write(telegram);
    long sent = System.nanoTime();
    all.await();
    LockSupport.parkNanos(PAUSE_NANOS);
    return audience.lastArrival(number) - sent;
  }

  /** Clients that note when each telegram is whole. */
  private static final class Audience {
    private final CountDownLatch[] arrivals;
    private final AtomicLongArray last;
    private final int clients;

    Audience(int clients, int port, int telegrams) throws IOException {
      this.clients = clients;
      this.arrivals = new CountDownLatch[telegrams];
      for (int i = 0; i < telegrams; i++) {
        arrivals[i] = new CountDownLatch(clients);
      }
      this.last = new AtomicLongArray(telegrams);
      for (int i = 0; i < clients; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread reader = new Thread(() -> read(socket), "client " + i);
        reader.setDaemon(true);
        reader.start();
      }
    }

    private void read(Socket socket) {
      byte[] buffer = new byte[4096];
      long bytes = 0;
      try {
        InputStream in = socket.getInputStream();
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
          long now = System.nanoTime();
          int before = (int) (bytes / TELEGRAM);
          bytes += n;
          for (int i = before; i < bytes / TELEGRAM; i++) {
            last.accumulateAndGet(i, now, Math::max);
            arrivals[i].countDown();
          }
        }
      } catch (IOException e) {
        return; // the program has been stopped
      }
    }

    CountDownLatch expect(int number, int length) {
      if (length != TELEGRAM) {
        throw new IllegalStateException("a telegram of " + length + " bytes for " + clients);
      }
      return arrivals[number];
    }

    long lastArrival(int number) {
      return last.get(number);
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
