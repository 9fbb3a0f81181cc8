package org.evsebridge.bridge.net;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import org.evsebridge.bridge.natives.NativeLibraries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the system still holds of the bytes that were sent on a connection. */
final class SendQueue {
  private static final Logger LOG = LoggerFactory.getLogger(SendQueue.class);

  /** tcp(7), SIOCOUTQ: bytes that the other side has not acknowledged, sent or not. */
  private static final NativeLong SIOCOUTQ = new NativeLong(0x5411);

  private SendQueue() {}

  private static final class LibC {
    static {
      NativeLibraries.load();
      Native.register(LibC.class, "c");
    }

    static native int ioctl(int fd, NativeLong request, int[] value) throws LastErrorException;
  }

  /** The bytes in the system's queue; 0 where it cannot be asked. */
  static int bytes(Channel channel) {
    if (!(channel instanceof EpollSocketChannel) || !channel.isOpen()) {
      return 0;
    }
    int[] bytes = new int[1];
    try {
      LibC.ioctl(((EpollSocketChannel) channel).fd().intValue(), SIOCOUTQ, bytes);
    } catch (LastErrorException | LinkageError e) {
      LOG.debug("the system does not tell what waits for {}", channel, e);
    }
    return bytes[0];
  }
}
