package org.evsebridge.bridge.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/** A client as a test holds it; texts are bytes one to one. */
public final class TcpClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Socket socket;

  private TcpClient(Socket socket) {
    this.socket = socket;
  }

  public static TcpClient dial(int port) throws IOException {
    return dial(port, new Socket());
  }

  /** A client whose system holds little of what it does not read. */
  public static TcpClient dialWithSmallBuffer(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    return dial(port, socket);
  }

  private static TcpClient dial(int port, Socket socket) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    return new TcpClient(socket);
  }

  /** Leaves, and returns once the other side has noticed. */
  public void leave() throws IOException {
    int port = socket.getLocalPort();
    socket.close();
    await("the other side hangs up").atMost(PATIENCE).until(() -> Sockets.isHungUp(port));
  }

  /** The port on this client's side. */
  public int localPort() {
    return socket.getLocalPort();
  }

  /** Whether the other side has closed, without reading what it has sent. */
  public boolean isHungUp() {
    return Sockets.isHungUp(socket.getLocalPort());
  }

  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /** Sends one byte as TCP's urgent data. */
  public void sendUrgent(int one) throws IOException {
    socket.sendUrgentData(one);
  }

  /** Reads as many bytes; fewer when the other side closes or nothing comes for long. */
  public String read(int count) throws IOException {
    return new String(socket.getInputStream().readNBytes(count), ISO_8859_1);
  }

  /** How many bytes have come and were not read. */
  public int available() throws IOException {
    return socket.getInputStream().available();
  }

  /** How long reading waits for something to come. */
  public void setPatience(Duration patience) throws IOException {
    socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
  }

  /** Everything until the other side closes, however it does. */
  public String readToEnd() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketException e) {
      return all.toString(ISO_8859_1); // a reset is an end too
    }
    return all.toString(ISO_8859_1);
  }

  /** Leaves, without a word if that fails. */
  public void hangUp() {
    try {
      socket.close();
    } catch (IOException e) {
      return; // it is gone either way
    }
  }

  /** Vanishes: what it has sent and the other side has not read is lost. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
