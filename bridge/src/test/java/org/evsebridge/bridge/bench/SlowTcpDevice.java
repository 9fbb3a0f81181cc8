package org.evsebridge.bridge.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Mbap;

/** A Modbus TCP device that takes its time for each answer, one connection after the other. */
final class SlowTcpDevice implements AutoCloseable {
  private final ServerSocket server;
  private final Duration thinks;

  SlowTcpDevice(Duration thinks) throws IOException {
    this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    this.thinks = thinks;
    Thread thread = new Thread(this::serve, "slow device");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        while (true) {
          byte[] header = in.readNBytes(Mbap.HEADER_LENGTH);
          int rest = header.length < Mbap.HEADER_LENGTH ? 0 : header[5] & 0xFF;
          byte[] frame = Arrays.copyOf(header, Mbap.HEADER_LENGTH + rest);
          in.readFully(frame, Mbap.HEADER_LENGTH, rest);
          Adu request = Mbap.adu(frame);
          LockSupport.parkNanos(thinks.toNanos());
          Adu answer = new Adu(request.unit(), PacedSlave.right(request.pdu()));
          client.getOutputStream().write(Mbap.encode(Mbap.transaction(frame), answer));
        }
      } catch (IOException | RuntimeException e) {
        // the client is gone
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
