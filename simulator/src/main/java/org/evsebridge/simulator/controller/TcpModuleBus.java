package org.evsebridge.simulator.controller;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Mbap;

/**
 * The modules behind a Modbus TCP gateway, which is the way to one line. After any trouble the
 * connection is closed and the next request opens another. Blocks; for one thread.
 */
final class TcpModuleBus implements ModuleBus, AutoCloseable {
  private static final int TIMEOUT_MILLIS = 2_000;

  private final InetSocketAddress gateway;
  private Socket socket;
  private int transaction;

  TcpModuleBus(InetSocketAddress gateway) {
    this.gateway = gateway;
  }

  @Override
  public Adu ask(String line, Adu request) throws IOException {
    try {
      if (socket == null) {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(gateway, TIMEOUT_MILLIS);
      }
      transaction = transaction + 1 & 0xFFFF;
      socket.getOutputStream().write(Mbap.encode(transaction, request));
      return answer();
    } catch (EOFException e) {
      close();
      throw new IOException("the connection was closed", e);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Adu answer() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] frame = new byte[Mbap.MAX_LENGTH];
    in.readFully(frame, 0, Mbap.HEADER_LENGTH);
    if (!Mbap.mayBegin(frame, Mbap.HEADER_LENGTH) || Mbap.transaction(frame) != transaction) {
      throw new IOException("what comes from there is not Modbus TCP");
    }
    in.readFully(frame, Mbap.HEADER_LENGTH, Mbap.length(frame) - Mbap.HEADER_LENGTH);
    return Mbap.adu(frame);
  }

  @Override
  public void close() {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone either way.
      }
      socket = null;
    }
  }
}
