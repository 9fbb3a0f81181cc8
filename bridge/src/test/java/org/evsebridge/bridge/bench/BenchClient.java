package org.evsebridge.bridge.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Mbap;
import org.evsebridge.bridge.modbus.Pdu;

/** A Modbus TCP client that costs as little as it can: one write and one read a question. */
final class BenchClient implements AutoCloseable {
  private final SocketChannel socket;
  private final ByteBuffer out = ByteBuffer.allocateDirect(Mbap.MAX_LENGTH);
  private final ByteBuffer in = ByteBuffer.allocateDirect(Mbap.MAX_LENGTH);
  private int transaction = 0x0100;

  BenchClient(InetSocketAddress gateway) throws IOException {
    socket = SocketChannel.open(gateway);
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /** Asks, and says whether the answer is the right one, transaction id and all. */
  boolean ask(int unit, Pdu request, Pdu right) throws IOException {
    transaction = transaction + 1 & 0xFFFF;
    out.clear().put(Mbap.encode(transaction, new Adu(unit, request))).flip();
    while (out.hasRemaining()) {
      socket.write(out);
    }
    byte[] expected = Mbap.encode(transaction, new Adu(unit, right));
    in.clear();
    do {
      if (socket.read(in) < 0) {
        throw new EOFException("the gateway closed the connection");
      }
    } while (in.position() < Mbap.HEADER_LENGTH || in.position() < lengthOf(in));
    byte[] answer = new byte[in.flip().remaining()];
    in.get(answer);
    return Arrays.equals(answer, expected);
  }

  private static int lengthOf(ByteBuffer frame) {
    return Mbap.HEADER_LENGTH + frame.getShort(Mbap.HEADER_LENGTH - 2);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
