package org.evsebridge.bridge.ser2net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.evsebridge.bridge.config.ser2net.GensioLayer;
import org.evsebridge.bridge.config.ser2net.GensioLayer.Telnet;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector.Remote;
import org.evsebridge.bridge.net.Unreachable;
import org.evsebridge.bridge.net.UrgentData;

/** A remote serial server over TCP, with TLS, telnet and RFC 2217 where the connector has them. */
final class RemoteEndpoint implements Endpoint {
  /** How many seconds the server has to say whether it speaks RFC 2217. */
  private static final int RFC2217_SECONDS = 4;

  private static final String NOT_VALID = "Certificate is not valid";

  private final Remote remote;
  private final Owner owner;
  private final EventLoop loop;
  private final Dialler dialler;
  private final Optional<Telnet> telnet;
  private final ComPortClient comPort;

  /**
   * What came while the server was not to be read. Once the other side has hung up, the system
   * hands over all it has, so this is never more than the system's buffer.
   */
  private final Queue<Runnable> unheard = new ArrayDeque<>();

  private boolean listening = true;
  private boolean hearing;
  private Channel channel;
  private boolean ready;
  private Optional<Ending> ending = Optional.empty();

  RemoteEndpoint(Remote remote, Owner owner, Dialler dialler) {
    this.remote = remote;
    this.owner = owner;
    this.dialler = dialler;
    this.loop = dialler.loop();
    this.telnet =
        remote.layers().stream()
            .filter(Telnet.class::isInstance)
            .map(Telnet.class::cast)
            .findFirst();
    this.comPort = new ComPortClient(this::ready);
  }

  @Override
  public void open() {
    dialler.dial(
        remote.addresses(), () -> new Pipeline(Tls.ofClient(remote.layers())), new ServerDialled());
  }

  private boolean isOver() {
    return ending.isPresent();
  }

  /** Notes why it ends; the first reason counts. */
  private void end(Ending why) {
    if (!isOver()) {
      ending = Optional.of(why);
    }
  }

  private void isDown() {
    owner.down(ending.orElseThrow());
  }

  private final class ServerDialled implements Dialler.DialOutcome {
    @Override
    public void connected(Channel dialled) {
      if (isOver()) {
        dialled.close();
      }
    }

    @Override
    public void failed(Throwable cause) {
      end(cause instanceof SSLException unusable ? unusable(unusable) : failure(cause));
      isDown();
    }
  }

  private Ending.NotOpened failure(Throwable cause) {
    String shown =
        cause instanceof UnknownHostException || cause.getCause() instanceof UnknownHostException
            ? "Unable to find a valid name on the name server"
            : cause instanceof ConnectException && cause.getMessage().contains("refused")
                ? "Connection refused"
                : "Host could not be reached";
    return new Ending.NotOpened(
        shown, remote.text() + " cannot be reached: " + Unreachable.reason(cause));
  }

  private Ending.NotOpened unusable(SSLException why) {
    return new Ending.NotOpened(
        NOT_VALID, remote.text() + ": its key or certificate cannot be used: " + why.getMessage());
  }

  private Ending.NotOpened untrusted(Throwable why) {
    return new Ending.NotOpened(
        Tls.isDistrust(why) ? NOT_VALID : "Protocol error",
        remote.text() + ": no TLS with that server: " + Tls.reason(why));
  }

  @ChannelHandler.Sharable
  private final class Pipeline extends ChannelInitializer<Channel> {
    private final Map<GensioLayer, SslContext> tls;

    Pipeline(Map<GensioLayer, SslContext> tls) {
      this.tls = tls;
    }

    @Override
    protected void initChannel(Channel dialled) {
      List<GensioLayer> fromSocket = new ArrayList<>(remote.layers());
      Collections.reverse(fromSocket);
      for (GensioLayer layer : fromSocket) {
        if (tls.containsKey(layer)) {
          dialled.pipeline().addLast(tls.get(layer).newHandler(dialled.alloc()));
        } else if (layer instanceof Telnet settings) {
          UrgentData.keepInLine(dialled);
          dialled
              .pipeline()
              .addLast(new TelnetCodec(TelnetSide.CLIENT, settings.rfc2217(), comPort));
        }
      }
      dialled.pipeline().addLast(new Data(!tls.isEmpty()));
    }
  }

  private final class Data extends SimpleChannelInboundHandler<ByteBuf> {
    private final boolean secured;

    Data(boolean secured) {
      this.secured = secured;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      channel = context.channel();
      if (!secured) {
        connected();
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake) {
        if (handshake.isSuccess()) {
          connected();
        } else {
          end(untrusted(handshake.cause()));
          context.close();
        }
      }
    }

    private void connected() {
      if (!telnet.map(Telnet::rfc2217).orElse(false)) {
        ready();
      } else {
        loop.schedule(RemoteEndpoint.this::ready, RFC2217_SECONDS, TimeUnit.SECONDS);
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      byte[] copy = ByteBufUtil.getBytes(bytes);
      hear(
          () -> {
            if (!isOver()) {
              owner.received(copy);
            }
          });
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      hear(RemoteEndpoint.this::hungUp);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  private void hungUp() {
    end(
        ready
            ? new Ending.Lost(remote.text() + " has closed the connection")
            : new Ending.NotOpened("Remote end closed connection", remote.text() + " hung up"));
    isDown();
  }

  /** Something has come; it waits while the server is not to be read. */
  private void hear(Runnable event) {
    unheard.add(event);
    hearAll();
  }

  private void hearAll() {
    if (hearing) {
      return; // called from within itself
    }
    hearing = true;
    try {
      while (listening && !unheard.isEmpty()) {
        unheard.remove().run();
      }
    } finally {
      hearing = false;
    }
  }

  /** The other side has said whether it speaks RFC 2217, or need not. */
  private void ready() {
    if (!ready && !isOver()) {
      ready = true;
      owner.up();
    }
  }

  @Override
  public void listen(boolean on) {
    listening = on;
    if (channel != null) {
      channel.config().setAutoRead(on);
    }
    hearAll();
  }

  @Override
  public boolean canWait() {
    return true;
  }

  @Override
  public void write(byte[] bytes) {
    if (channel == null) {
      return;
    }
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(bytes))
        .addListener((ChannelFuture written) -> wrote(bytes.length));
  }

  private void wrote(int bytes) {
    if (!isOver()) {
      owner.wrote(bytes);
    }
  }

  @Override
  public void close() {
    if (isOver()) {
      return;
    }
    end(new Ending.Closed());
    if (channel != null) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      loop.schedule(this::closeForcibly, Limits.REMOTE_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    }
    loop.execute(() -> listen(true)); // so that the end of the connection is noticed
  }

  /** Closes below the layers: TLS's closing message would have to wait like everything else. */
  private void closeForcibly() {
    ChannelHandlerContext nextToSocket = channel.pipeline().firstContext();
    if (channel.isOpen() && nextToSocket != null) {
      nextToSocket.close();
    }
  }

  @Override
  public String shown() {
    if (channel != null && channel.remoteAddress() instanceof InetSocketAddress address) {
      return "," + address.getAddress().getHostAddress() + "," + address.getPort();
    }
    return remote
        .keepOpen()
        .map(kept -> remote.addresses().get(0))
        .map(wanted -> "," + wanted.host().orElseThrow() + "," + wanted.port())
        .orElse("");
  }

  @Override
  public SerialControl control() {
    return telnet.map(Telnet::rfc2217).orElse(false) ? comPort : SerialControl.NONE;
  }
}
