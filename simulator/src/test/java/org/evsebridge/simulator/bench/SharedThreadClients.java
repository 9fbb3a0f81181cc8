package org.evsebridge.simulator.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Mbap;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * Clients of a Modbus TCP server that share one thread, each with one request on its way: they cost
 * little beside a server on the same machine, which a thread for each of them would not.
 */
final class SharedThreadClients {
  private static final int UNIT_AND_FUNCTION = Mbap.HEADER_LENGTH;

  private final Selector selector = Selector.open();
  private final List<Client> clients = new ArrayList<>();
  private long answered;

  SharedThreadClients(InetSocketAddress server, int count, int unit, Pdu request)
      throws IOException {
    for (int i = 0; i < count; i++) {
      clients.add(new Client(SocketChannel.open(server), new Adu(unit, request)));
    }
  }

  /**
   * Asks until a moment and closes the connections.
   *
   * @param nanoTime of {@link System#nanoTime}
   * @return how many answers have come; each was the one to its request
   */
  long askUntil(long nanoTime) throws IOException {
    try {
      for (Client client : clients) {
        client.ask();
      }
      while (System.nanoTime() < nanoTime) {
        selector.select(key -> ((Client) key.attachment()).receive(), 100);
      }
      return answered;
    } finally {
      for (Client client : clients) {
        client.channel.close();
      }
      selector.close();
    }
  }

  private final class Client {
    private final SocketChannel channel;
    private final ByteBuffer request;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(Mbap.MAX_LENGTH);
    private short transaction;

    Client(SocketChannel channel, Adu asked) throws IOException {
      this.channel = channel;
      byte[] frame = Framing.TCP.encode(0, asked);
      this.request = ByteBuffer.allocateDirect(frame.length).put(frame);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void ask() throws IOException {
      request.putShort(0, ++transaction).rewind();
      if (channel.write(request) < request.limit()) {
        throw new IOException("a request was not taken whole");
      }
    }

    void receive() {
      try {
        if (channel.read(answer) < 0) {
          throw new EOFException("the server has closed");
        }
        if (isWhole()) {
          check();
          answer.clear();
          answered++;
          ask();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private boolean isWhole() {
      return answer.position() >= Mbap.HEADER_LENGTH && answer.position() >= length();
    }

    private int length() {
      return Mbap.HEADER_LENGTH + answer.getShort(Mbap.HEADER_LENGTH - Short.BYTES);
    }

    /** Transaction, unit and function must be the request's, and nothing may follow. */
    private void check() throws IOException {
      boolean fits =
          answer.getShort(0) == transaction
              && answer.position() == length()
              && answer.getShort(UNIT_AND_FUNCTION) == request.getShort(UNIT_AND_FUNCTION);
      if (!fits) {
        throw new IOException("an answer to something else");
      }
    }
  }
}
