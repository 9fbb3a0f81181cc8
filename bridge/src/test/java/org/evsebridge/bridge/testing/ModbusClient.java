package org.evsebridge.bridge.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Mbap;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.PduLength;
import org.evsebridge.bridge.modbus.Rtu;

/** A client on a plain blocking socket, in either framing. */
public final class ModbusClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Framing framing;
  private final Socket socket;
  private final DataInputStream in;
  private int transaction = 0x0100;

  /** An answer with the transaction id that it carried; 0 in RTU framing. */
  public record Answer(int transaction, Adu adu) {}

  private ModbusClient(Framing framing, Socket socket) throws IOException {
    this.framing = framing;
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  public static ModbusClient connect(Framing framing, InetSocketAddress address)
      throws IOException {
    Socket socket = new Socket("127.0.0.1", address.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    return new ModbusClient(framing, socket);
  }

  /** Sends a request and waits for its answer. */
  public Pdu ask(int unit, Pdu request) throws IOException {
    int sent = send(unit, request);
    Answer answer = receive();
    if (answer.transaction() != (framing == Framing.TCP ? sent : 0)
        || answer.adu().unit() != unit) {
      throw new IOException("an answer to something else: " + answer);
    }
    return answer.adu().pdu();
  }

  /**
   * Sends a request.
   *
   * @return its transaction id
   */
  public int send(int unit, Pdu request) throws IOException {
    transaction = transaction + 1 & 0xFFFF;
    sendBytes(framing.encode(transaction, new Adu(unit, request)));
    return transaction;
  }

  public void sendBytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Says that nothing more is sent; answers may come. */
  public void end() throws IOException {
    socket.shutdownOutput();
  }

  /** Waits for an answer. */
  public Answer receive() throws IOException {
    return framing == Framing.TCP ? receiveTcp() : receiveRtu();
  }

  private Answer receiveTcp() throws IOException {
    byte[] frame = new byte[Mbap.MAX_LENGTH];
    in.readFully(frame, 0, Mbap.HEADER_LENGTH);
    in.readFully(frame, Mbap.HEADER_LENGTH, Mbap.length(frame) - Mbap.HEADER_LENGTH);
    return new Answer(Mbap.transaction(frame), Mbap.adu(frame));
  }

  private Answer receiveRtu() throws IOException {
    byte[] frame = new byte[Rtu.MAX_LENGTH];
    int length = 0;
    int pdu;
    do {
      in.readFully(frame, length++, 1);
      pdu = PduLength.ofAnswer(frame, 1, length);
    } while (pdu < 0 ? !Rtu.isFrame(frame, 0, length) : length < pdu + Rtu.OVERHEAD);
    int end = length;
    return new Answer(
        0,
        Rtu.decode(frame, 0, end).orElseThrow(() -> new IOException("an answer's CRC is wrong")));
  }

  /** Whether something has come that was not read yet. */
  public boolean hasAnswer() throws IOException {
    return in.available() > 0;
  }

  /** What one read from the socket gives. */
  public byte[] readOnce() throws IOException {
    byte[] bytes = new byte[Mbap.MAX_LENGTH];
    return Arrays.copyOf(bytes, Math.max(0, in.read(bytes)));
  }

  /** Whether the other side has closed; waits for it or for bytes. */
  public boolean isClosedByPeer() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
