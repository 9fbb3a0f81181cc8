package org.evsebridge.bridge.p1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.net.KeepAlive;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.status.Counters;

/** Serves one smart meter: the device is held open, the clients stay whatever it does. */
public final class P1Server implements AutoCloseable {
  private static final Duration RETRY = Duration.ofSeconds(10);
  private static final long LOOK_SECONDS = 1;

  /** Small, so that it soon shows when a client takes nothing; the system doubles it. In bytes. */
  private static final int SEND_BUFFER = 16 * 1024;

  private final P1Config config;
  private final Listener listener;
  private final P1Port port;
  private final Meters meters;
  private final P1Output output;
  private final Future<?> looking;
  private final Counters counters;

  private P1Server(
      P1Config config,
      Listener listener,
      P1Port port,
      Meters meters,
      P1Output output,
      Future<?> looking,
      Counters counters) {
    this.config = config;
    this.listener = listener;
    this.port = port;
    this.meters = meters;
    this.output = output;
    this.looking = looking;
    this.counters = counters;
  }

  /**
   * Starts serving; returns at once, whether the port can be had and the device is there or not.
   */
  public static P1Server start(P1Config config, Loops loops, Meters meters) {
    return start(config, loops, meters, System::nanoTime);
  }

  static P1Server start(P1Config config, Loops loops, Meters meters, LongSupplier nanoTime) {
    Counters counters = new Counters(config.name(), nanoTime);
    EventLoop loop = loops.group().next();
    P1Port port = new P1Port(config, loop, nanoTime, counters);
    Listener listener =
        Listener.open(
            config.name(),
            config.listen(),
            RETRY,
            loops,
            loop,
            new ClientInitializer(config, port, nanoTime));
    P1Output output = new P1Output(config, port, counters, nanoTime);
    meters.join(config, output);
    Future<?> looking =
        loop.scheduleAtFixedRate(output::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    return new P1Server(config, listener, port, meters, output, looking, counters);
  }

  /** Sets up each accepted connection. */
  private static final class ClientInitializer extends ChannelInitializer<Channel> {
    private final P1Config config;
    private final P1Port port;
    private final LongSupplier nanoTime;

    ClientInitializer(P1Config config, P1Port port, LongSupplier nanoTime) {
      this.config = config;
      this.port = port;
      this.nanoTime = nanoTime;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
      KeepAlive.on(channel, config.keepAlive());
      channel.pipeline().addLast(new P1ClientHandler(port, config.maxUnsent(), nanoTime));
    }
  }

  public P1Config config() {
    return config;
  }

  /** The port it listens on. */
  public Listener listener() {
    return listener;
  }

  public Counters counters() {
    return counters;
  }

  /**
   * Stops listening, closes every client and then the device, unless others read it too; returns
   * when that is done.
   */
  @Override
  public void close() {
    listener.close();
    port.close();
    looking.cancel(false);
    meters.leave(output);
  }
}
