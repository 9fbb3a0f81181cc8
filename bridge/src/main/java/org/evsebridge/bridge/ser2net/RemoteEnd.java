package org.evsebridge.bridge.ser2net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.GensioLayer.Telnet;
import org.evsebridge.bridge.config.Ser2netConnector.Remote;

/** A remote serial server, over TCP, with telnet and RFC 2217 if so wished. */
final class RemoteEnd implements FarEnd {
  private final Remote remote;
  private final Owner owner;
  private final EventLoop loop;
  private final Dialler dialler;
  private final Optional<Telnet> telnet;
  private final ComPortClient comPort;
  private Channel channel;
  private boolean ready;
  private boolean over;

  RemoteEnd(Remote remote, Owner owner, Dialler dialler) {
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
    dialler.dial(remote.addresses(), Pipeline::new, this::dialled);
  }

  private void dialled(ChannelFuture dialled) {
    if (dialled.isSuccess()) {
      if (over) {
        dialled.channel().close();
      }
      return;
    }
    if (!over) {
      over = true;
      owner.refused(failure(dialled.cause()));
    }
    owner.closed();
  }

  private OpenFailure failure(Throwable cause) {
    String shown =
        cause instanceof UnknownHostException || cause.getCause() instanceof UnknownHostException
            ? "Unable to find a valid name on the name server"
            : cause instanceof ConnectException && cause.getMessage().contains("refused")
                ? "Connection refused"
                : "Host could not be reached";
    return new OpenFailure(shown, remote.addresses() + " cannot be reached: " + cause.getMessage());
  }

  private final class Pipeline extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel dialled) {
      telnet.ifPresent(
          layer ->
              dialled
                  .pipeline()
                  .addLast(new TelnetCodec(TelnetSide.CLIENT, layer.rfc2217(), comPort)));
      dialled.pipeline().addLast(new Data());
    }
  }

  private final class Data extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      channel = context.channel();
      if (!telnet.map(Telnet::rfc2217).orElse(false)) {
        ready();
      } else {
        loop.schedule(RemoteEnd.this::ready, Dialler.CONNECT_MILLIS, TimeUnit.MILLISECONDS);
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      if (!over) {
        owner.received(ByteBufUtil.getBytes(bytes));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!over) {
        over = true;
        if (ready) {
          owner.lost(remote.text() + " has closed the connection");
        } else {
          owner.refused(
              new OpenFailure("Remote end closed connection", remote.text() + " hung up"));
        }
      }
      owner.closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  /** The other side has said whether it speaks RFC 2217, or need not. */
  private void ready() {
    if (!ready && !over) {
      ready = true;
      owner.opened();
    }
  }

  @Override
  public void listen(boolean on) {
    if (channel != null) {
      channel.config().setAutoRead(on);
    }
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
    if (!over) {
      owner.wrote(bytes);
    }
  }

  @Override
  public void close() {
    if (over) {
      return;
    }
    over = true;
    if (channel != null) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public String shown() {
    return channel == null || !(channel.remoteAddress() instanceof InetSocketAddress address)
        ? ""
        : "," + address.getAddress().getHostAddress() + "," + address.getPort();
  }

  @Override
  public SerialControl control() {
    return telnet.map(Telnet::rfc2217).orElse(false) ? comPort : SerialControl.NONE;
  }
}
