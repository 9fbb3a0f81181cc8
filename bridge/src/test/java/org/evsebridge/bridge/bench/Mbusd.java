package org.evsebridge.bridge.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** mbusd, the gateway that most people use, where it is installed. */
final class Mbusd implements AutoCloseable {
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private final Process process;
  private final InetSocketAddress address;

  private Mbusd(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "mbusd"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it, with the shortest pause between requests that it knows; its default is 100 ms. */
  static Mbusd start(Path program, String device, int baudrate) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process process =
        new ProcessBuilder(
                program.toString(),
                "-d",
                "-v0",
                "-L-",
                "-p" + device,
                "-s" + baudrate,
                "-P" + port,
                "-R1",
                "-C32")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE_NANOS) {
      try (Socket socket = new Socket(address.getAddress(), port)) {
        return new Mbusd(process, address);
      } catch (IOException e) {
        LockSupport.parkNanos(50_000_000);
      }
    }
    process.destroy();
    throw new IOException("mbusd does not listen");
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    process.waitFor(5, TimeUnit.SECONDS);
  }
}
