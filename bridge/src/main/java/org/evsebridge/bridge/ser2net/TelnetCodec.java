package org.evsebridge.bridge.ser2net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The telnet protocol between a socket and the data: answers the other side's options, takes
 * commands out, doubles 0xFF. With RFC 2217, the settings of the serial line go to a {@link
 * ComPort}. Carriage returns are left alone, as in ser2net.
 */
final class TelnetCodec extends ChannelDuplexHandler {
  /** No subnegotiation of RFC 2217 but a signature is longer than a few bytes. */
  private static final int LONGEST_SUB = 256;

  private final byte[] opening;
  private final TelnetOptions options;
  private final boolean rfc2217;
  private final ComPort comPort;
  private final ByteArrayOutputStream sub = new ByteArrayOutputStream();
  private ParserState state = ParserState.DATA;
  private int verb;

  private enum ParserState {
    DATA,
    COMMAND,
    OPTION,
    SUB_OPTION,
    SUB,
    COMMAND_IN_SUB
  }

  TelnetCodec(TelnetSide side, boolean rfc2217, ComPort comPort) {
    this.opening = side.opening(rfc2217);
    this.options = new TelnetOptions(side.offers(rfc2217));
    this.rfc2217 = rfc2217;
    this.comPort = comPort;
  }

  /** Says what this side offers. */
  @Override
  public void channelActive(ChannelHandlerContext context) {
    comPort.start(new TelnetSender(context));
    if (opening.length > 0) {
      context.writeAndFlush(Unpooled.wrappedBuffer(opening));
    }
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    comPort.ended();
    context.fireChannelInactive();
  }

  private record TelnetSender(ChannelHandlerContext context) implements ComPort.Sender {
    @Override
    public void message(byte[] message) {
      sendSub(context, message);
    }

    @Override
    public void breakCommand() {
      context.writeAndFlush(
          Unpooled.wrappedBuffer(new byte[] {(byte) TelnetSide.COMMAND, (byte) TelnetSide.BREAK}));
    }
  }

  private static void sendSub(ChannelHandlerContext context, byte[] payload) {
    ByteBuf out = context.alloc().buffer(payload.length + 8);
    out.writeByte(TelnetSide.COMMAND).writeByte(TelnetSide.BEGIN_SUB);
    out.writeByte(TelnetSide.COM_PORT);
    for (byte each : payload) {
      writeDoubled(out, each);
    }
    out.writeByte(TelnetSide.COMMAND).writeByte(TelnetSide.END_SUB);
    context.writeAndFlush(out);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    ByteBuf in = (ByteBuf) message;
    ByteBuf out = context.alloc().buffer(in.readableBytes() + 16);
    while (in.isReadable()) {
      writeDoubled(out, in.readByte());
    }
    in.release();
    context.write(out, promise);
  }

  private static void writeDoubled(ByteBuf out, byte each) {
    out.writeByte(each);
    if ((each & 0xFF) == TelnetSide.COMMAND) {
      out.writeByte(each);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    ByteBuf data = context.alloc().buffer(in.readableBytes());
    try {
      while (in.isReadable()) {
        take(context, in.readByte() & 0xFF, data);
      }
    } finally {
      ReferenceCountUtil.release(in);
    }
    if (data.isReadable()) {
      context.fireChannelRead(data);
    } else {
      data.release();
    }
  }

  private void take(ChannelHandlerContext context, int each, ByteBuf data) {
    switch (state) {
      case DATA -> {
        if (each == TelnetSide.COMMAND) {
          state = ParserState.COMMAND;
        } else {
          data.writeByte(each);
        }
      }
      case COMMAND -> command(each, data);
      case OPTION -> {
        state = ParserState.DATA;
        option(context, each);
      }
      case SUB_OPTION -> { // whatever it is, as in ser2net
        sub.write(each);
        state = ParserState.SUB;
      }
      case SUB -> {
        if (each == TelnetSide.COMMAND) {
          state = ParserState.COMMAND_IN_SUB;
        } else if (sub.size() < LONGEST_SUB) {
          sub.write(each);
        }
      }
      case COMMAND_IN_SUB -> commandInSub(each);
    }
  }

  private void command(int each, ByteBuf data) {
    switch (each) {
      case TelnetSide.COMMAND -> {
        data.writeByte(each);
        state = ParserState.DATA;
      }
      case TelnetSide.WILL, TelnetSide.WONT, TelnetSide.DO, TelnetSide.DONT -> {
        verb = each;
        state = ParserState.OPTION;
      }
      case TelnetSide.BEGIN_SUB -> {
        sub.reset();
        state = ParserState.SUB_OPTION;
      }
      default -> {
        if (each == TelnetSide.BREAK) {
          comPort.breakWished();
        } else if (each == TelnetSide.DATA_MARK) {
          comPort.synced();
        }
        state = ParserState.DATA;
      }
    }
  }

  private void option(ChannelHandlerContext context, int option) {
    options
        .answer(verb, option)
        .ifPresent(
            answer ->
                context.writeAndFlush(
                    Unpooled.wrappedBuffer(
                        new byte[] {
                          (byte) TelnetSide.COMMAND, answer.byteValue(), (byte) option
                        })));
    if (rfc2217 && option == TelnetSide.COM_PORT) {
      comPort.agreed(verb == TelnetSide.WILL || verb == TelnetSide.DO);
    }
  }

  private void commandInSub(int each) {
    if (each == TelnetSide.COMMAND) {
      if (sub.size() < LONGEST_SUB) {
        sub.write(each);
      }
      state = ParserState.SUB;
      return;
    }
    if (each != TelnetSide.END_SUB) {
      state = ParserState.SUB; // not valid there: ser2net drops it
      return;
    }
    state = ParserState.DATA;
    byte[] whole = sub.toByteArray();
    boolean isComPort = whole.length > 1 && (whole[0] & 0xFF) == TelnetSide.COM_PORT;
    if (rfc2217 && isComPort) {
      comPort.heard(Arrays.copyOfRange(whole, 1, whole.length));
    }
  }
}
