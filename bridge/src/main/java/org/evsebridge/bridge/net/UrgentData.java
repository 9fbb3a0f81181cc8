package org.evsebridge.bridge.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * TCP's urgent data, which telnet's sync (RFC 854) uses for its data mark. Unless told otherwise a
 * system takes the urgent byte out of the stream, and neither Java nor Netty can read it then.
 */
public final class UrgentData {
  // asm-generic/socket.h of Linux.
  private static final int SOL_SOCKET = 1;
  private static final int SO_OOBINLINE = 10;

  private static final ChannelOption<Integer> NATIVE =
      new IntegerUnixChannelOption("SO_OOBINLINE", SOL_SOCKET, SO_OOBINLINE);

  private UrgentData() {}

  /** From now on the urgent byte stays where it was sent, among the others. */
  public static void keepInLine(Channel connection) {
    if (connection instanceof EpollSocketChannel) {
      connection.config().setOption(NATIVE, 1);
    } else {
      Nio.OPTION.ifPresent(option -> connection.config().setOption(option, true));
    }
  }

  /** Java has the option, but no public name for it. */
  private static final class Nio {
    static final Optional<ChannelOption<Boolean>> OPTION = find();

    private static Optional<ChannelOption<Boolean>> find() {
      try (SocketChannel any = SocketChannel.open()) {
        return any.supportedOptions().stream()
            .filter(option -> option.name().equals("SO_OOBINLINE"))
            .findFirst()
            .map(Nio::ofBoolean);
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    @SuppressWarnings("unchecked") // a switch, by its definition
    private static ChannelOption<Boolean> ofBoolean(SocketOption<?> option) {
      return NioChannelOption.of((SocketOption<Boolean>) option);
    }
  }
}
