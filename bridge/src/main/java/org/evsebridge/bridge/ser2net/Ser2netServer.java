package org.evsebridge.bridge.ser2net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.Ser2netConnection;
import org.evsebridge.bridge.config.Ser2netOption;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.net.Loops;

/** Serves one connection of a ser2net.yaml. */
public final class Ser2netServer implements AutoCloseable {
  private static final long CLOSE_SECONDS = 2;

  private final Listener listener;
  private final Port port;
  private final ExecutorService worker;

  private Ser2netServer(Listener listener, Port port, ExecutorService worker) {
    this.listener = listener;
    this.port = port;
    this.worker = worker;
  }

  /**
   * Starts serving; returns at once, whether the port can be had and the device is there or not.
   */
  public static Ser2netServer start(Ser2netConnection connection, Loops loops) {
    ExecutorService worker =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "device of " + connection.name());
              thread.setDaemon(true);
              return thread;
            });
    Port port = new Port(connection, loops.group().next(), worker);
    Listener listener =
        Listener.open(
            connection.name(),
            socketAddress(connection.accepter().address()),
            connection.options().get(Ser2netOption.ACCEPTER_RETRY_TIME),
            loops,
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new ClientHandler(port));
              }
            });
    return new Ser2netServer(listener, port, worker);
  }

  private static InetSocketAddress socketAddress(TcpAddress address) {
    return address
        .host()
        .map(host -> new InetSocketAddress(host, address.port()))
        .orElseGet(() -> new InetSocketAddress(address.port()));
  }

  /** The port it listens on. */
  public Listener listener() {
    return listener;
  }

  /**
   * Stops listening, closes every client and then the device; returns when the device is closed.
   */
  @Override
  public void close() {
    listener.close();
    port.close(worker::shutdown);
    try {
      worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
