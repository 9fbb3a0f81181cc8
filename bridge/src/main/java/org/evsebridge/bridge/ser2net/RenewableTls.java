package org.evsebridge.bridge.ser2net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.evsebridge.bridge.config.ser2net.GensioLayer;
import org.evsebridge.bridge.process.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of TLS, whose key and certificate may be renewed on disk: the next connection
 * is shown the new ones. New ones that cannot be used change nothing. Files are checked on a thread
 * of its own, which lives while connections come. Thread-safe.
 */
final class RenewableTls {
  private static final Logger LOG = LoggerFactory.getLogger(RenewableTls.class);

  /** How long a client may take for its first message, in milliseconds; as for the handshake. */
  private static final long HELLO_MILLIS = 10_000;

  /** How long the thread waits for another connection, in seconds. */
  private static final long IDLE_SECONDS = 10;

  private static final Executor READER = reader();

  private final String name;
  private final GensioLayer.Ssl settings;
  private List<String> seen;
  private SslContext context;

  /**
   * Reads files.
   *
   * @param name whose TLS it is, for the log
   * @throws SSLException when a key or a certificate cannot be used
   */
  RenewableTls(String name, GensioLayer.Ssl settings) throws SSLException {
    this.name = name;
    this.settings = settings;
    this.seen = versions();
    this.context = Tls.of(settings);
  }

  private static Executor reader() {
    return new ThreadPoolExecutor(
        0,
        1,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        Threads.factory("certificates"));
  }

  /** The handler that adds TLS to a connection, with the files as they are then. */
  SniHandler newHandler() {
    return new FirstMessage();
  }

  /** Waits for a client's first message, and then puts TLS in its own place. */
  private final class FirstMessage extends SniHandler {
    FirstMessage() {
      super(
          (String any, Promise<SslContext> wanted) -> {
            READER.execute(() -> wanted.trySuccess(current()));
            return wanted;
          },
          0,
          HELLO_MILLIS);
    }

    /** The layers above start once TLS is there. */
    @Override
    public void channelActive(ChannelHandlerContext context) {}

    @Override
    protected void replaceHandler(ChannelHandlerContext context, String hostname, SslContext tls)
        throws Exception {
      super.replaceHandler(context, hostname, tls);
      context.pipeline().context(SslHandler.class).fireChannelActive();
    }
  }

  private synchronized SslContext current() {
    List<String> now = versions();
    if (!now.equals(seen)) {
      seen = now;
      renew();
    }
    return context;
  }

  private void renew() {
    try {
      SslContext renewed = Tls.of(settings);
      Tls.tryOut(settings);
      context = renewed;
      LOG.info("{}: new connections are shown the certificate in {}", name, settings.certificate());
    } catch (SSLException e) {
      LOG.warn(
          "{}: the key or certificate in {} has changed and cannot be used; the old one is shown: {}",
          name,
          settings.certificate(),
          e.getMessage());
    }
  }

  /** Differs after one of the files has been written again. */
  private List<String> versions() {
    return Stream.concat(
            Stream.of(settings.key(), settings.certificate()), settings.clientsAuthority().stream())
        .map(RenewableTls::version)
        .toList();
  }

  private static String version(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
    } catch (IOException e) {
      return "away";
    }
  }
}
