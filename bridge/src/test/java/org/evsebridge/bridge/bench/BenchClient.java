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

  /** What an answer is worth. */
  enum Answer {
    RIGHT,
    /** An exception, such as 0x0B when the slave did not get a processor in time. */
    EXCEPTION,
    WRONG;

    /** How a list of latencies keeps it: 0 for an exception, negative for a wrong one. */
    long nanos(long took) {
      return switch (this) {
        case RIGHT -> took;
        case EXCEPTION -> 0;
        case WRONG -> -took;
      };
    }
  }

  /** Asks, and compares the answer with the right one, transaction id and all. */
  Answer ask(int unit, Pdu request, Pdu right) throws IOException {
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
    if (Arrays.equals(answer, expected)) {
      return Answer.RIGHT;
    }
    byte[] head = Arrays.copyOf(answer, 2);
    boolean ours = Arrays.equals(head, Arrays.copyOf(expected, 2));
    return ours && Mbap.adu(answer).pdu().isException() ? Answer.EXCEPTION : Answer.WRONG;
  }

  private static int lengthOf(ByteBuffer frame) {
    return Mbap.HEADER_LENGTH + frame.getShort(Mbap.HEADER_LENGTH - 2);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
