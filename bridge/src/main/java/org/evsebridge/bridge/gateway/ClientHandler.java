package org.evsebridge.bridge.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Received;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: its requests go to the bus, their answers come back in its framing. Of a client
 * that has ended its side nobody knows whether it waits or is gone: what it has just asked is
 * answered, unless the line is not free for it soon.
 */
final class ClientHandler extends SimpleChannelInboundHandler<Received> implements Client {
  private static final Logger LOG = LoggerFactory.getLogger(ClientHandler.class);

  private static final byte[] NOTHING = {};

  /** So old a request may be that goes on the line though its client has ended its side. */
  static final long WAITED_FOR_NANOS = 500_000_000;

  private final ProxyPort port;
  private final Map<Bus, AccessRules> rules = new HashMap<>();
  private final InetAddress address;
  private final Channel channel;
  private final String name;
  // The next six belong to the event loop.
  private final AnswerOrder order = new AnswerOrder();
  private long batch;
  private int asked;
  private int outstanding;
  private long askedAt;
  private boolean hasEnded;
  private volatile Tally tally; // there once the connection is admitted
  private volatile Framing framing = Framing.TCP;
  private volatile long latestBatch;

  ClientHandler(ProxyPort port, Channel channel) {
    InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
    this.port = port;
    this.address = remote.getAddress();
    port.buses().forEach(bus -> rules.put(bus, port.rules(bus, address)));
    this.channel = channel;
    this.name = remote.getHostString() + ":" + remote.getPort();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    tally = port.tally(address);
    ctx.fireChannelActive();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Received received) {
    if (received instanceof Received.Frame request) {
      request(request);
    } else if (received instanceof Received.Dropped dropped) {
      LOG.info("{}: {} bytes dropped: {}", name, dropped.count(), dropped.why());
    } else if (received instanceof Received.Unreadable unreadable) {
      LOG.info("{}: connection closed: {}", name, unreadable.why());
      ctx.close();
    }
  }

  private void request(Received.Frame received) {
    framing = received.framing();
    if (latestBatch != batch) {
      latestBatch = batch;
      if (framing == Framing.RTU) {
        order.forget();
        outstanding = 0;
        rules.keySet().forEach(bus -> bus.supersede(this));
      }
    }
    outstanding++;
    int number = framing == Framing.TCP ? received.transaction() : asked++;
    if (framing == Framing.RTU) {
      order.asked(number);
    }
    ProxyPort.Destination route = port.route(received.adu().unit());
    Bus bus = route.bus();
    Request request = request(number, received.adu(), route);
    Optional<Pdu> instead = rules.get(bus).answerInstead(request.adu());
    if (instead.isPresent()) {
      bus.refuse(request, instead.get());
    } else {
      bus.submit(request);
    }
  }

  private Request request(int number, Adu asked, ProxyPort.Destination route) {
    Bus bus = route.bus();
    long now = bus.now();
    askedAt = now;
    Adu adu = new Adu(route.unit(), asked.pdu());
    return new Request(
        this,
        number,
        batch,
        adu,
        asked.unit(),
        bus.devices().plainRead(adu),
        now,
        now + port.deadline(),
        port.cache(),
        0,
        false);
  }

  /** What has come until now came together. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    batch++;
    ctx.fireChannelReadComplete();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String host() {
    return address.getHostAddress();
  }

  @Override
  public Tally tally() {
    return tally;
  }

  /** RTU has no transaction ids: after a later request, an answer would be taken for that one's. */
  @Override
  public boolean wants(Request request) {
    return channel.isActive() && (framing == Framing.TCP || request.batch() == latestBatch);
  }

  @Override
  public void answer(Request request, Pdu answer) {
    channel.eventLoop().execute(() -> write(request, answer));
  }

  private void write(Request request, Pdu answer) {
    if (!wants(request)) {
      return;
    }
    outstanding--;
    boolean unasked = isBroadcast(request) && !answer.isException() && !port.repliesOnBroadcast();
    int number = request.transaction();
    byte[] bytes = unasked ? NOTHING : framing.encode(number, new Adu(request.unit(), answer));
    if (framing == Framing.RTU) {
      order.answered(number, bytes).forEach(this::write);
    } else if (!unasked) {
      write(bytes);
    }
    channel.flush();
    closeIfDone();
  }

  /** What was written goes out first. */
  private void closeIfDone() {
    if (hasEnded && outstanding == 0) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private boolean isBroadcast(Request request) {
    return port.route(request.unit()).bus().devices().isBroadcast(request.adu());
  }

  private void write(byte[] bytes) {
    channel.write(Unpooled.wrappedBuffer(bytes), channel.voidPromise());
  }

  /** A client that does not read its answers is not read either, until it does. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(ctx.channel().isWritable());
    ctx.fireChannelWritabilityChanged();
  }

  /** Closes a connection on which nothing came for the idle time-out and no answer is due. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent && outstanding == 0) {
      ctx.close();
    } else if (event instanceof ChannelInputShutdownEvent) {
      hasEnded = true;
      closeIfDone();
      rules.keySet().forEach(this::giveUpSoon);
    }
  }

  private void giveUpSoon(Bus bus) {
    long left = askedAt + WAITED_FOR_NANOS - bus.now();
    if (outstanding > 0 && left > 0) {
      channel.eventLoop().schedule(() -> bus.giveUp(this), left, TimeUnit.NANOSECONDS);
    } else {
      bus.giveUp(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    rules.keySet().forEach(bus -> bus.forget(this));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("{}: connection lost", name, cause);
    } else {
      LOG.error("{}: a fault of the bridge, please report it: {}", name, cause.toString());
      LOG.debug("{}: the fault", name, cause);
    }
    ctx.close();
  }
}
