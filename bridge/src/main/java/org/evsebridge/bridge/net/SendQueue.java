package org.evsebridge.bridge.net;

import com.sun.jna.LastErrorException;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import org.evsebridge.bridge.natives.LibC;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many sent bytes of a connection the system still holds. */
final class SendQueue {
  private static final Logger LOG = LoggerFactory.getLogger(SendQueue.class);

  private SendQueue() {}

  /** The bytes in the system's queue; 0 where it cannot be asked. */
  static int bytes(Channel channel) {
    if (!(channel instanceof EpollSocketChannel) || !channel.isOpen()) {
      return 0;
    }
    int[] bytes = new int[1];
    try {
      LibC.ioctl(((EpollSocketChannel) channel).fd().intValue(), LibC.SIOCOUTQ, bytes);
    } catch (LastErrorException | LinkageError e) {
      LOG.debug("the system does not tell what waits for {}", channel, e);
    }
    return bytes[0];
  }
}
