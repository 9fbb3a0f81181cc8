package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A client as a test holds it; texts are bytes one to one. */
final class TcpClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  private TcpClient(Socket socket) {
    this.socket = socket;
  }

  static TcpClient dial(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new TcpClient(socket);
  }

  /** Leaves, and returns once the other side has noticed. */
  void leave() throws IOException {
    int port = socket.getLocalPort();
    socket.close();
    Served.awaitHungUp(port);
  }

  /** Whether the other side has closed, without reading what it has sent. */
  boolean isHungUp() {
    return Served.isHungUp(socket.getLocalPort());
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /** Reads as many bytes; fewer when the other side closes or nothing comes for long. */
  String read(int count) throws IOException {
    return new String(socket.getInputStream().readNBytes(count), ISO_8859_1);
  }

  /** Everything until the other side closes, however it does. */
  String readToEnd() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (SocketException e) {
      all.writeBytes(new byte[0]); // a reset is an end too
    }
    return all.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
