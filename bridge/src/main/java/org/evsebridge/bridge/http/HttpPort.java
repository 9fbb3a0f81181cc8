package org.evsebridge.bridge.http;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.evsebridge.bridge.config.http.HttpConfig;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.house.HouseVertx;
import org.evsebridge.bridge.house.SerialNumber;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.p1.Meters;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port that serves the house. One that cannot be had is tried again until it can. Thread-safe.
 */
public final class HttpPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);
  private static final long RETRY_MILLIS = 5_000;

  /** In bytes; browsers' headers are longer than those of programs. */
  private static final int LONGEST_LINE = 4 * 1024;

  private static final int LONGEST_HEADERS = 16 * 1024;

  /** Clients have nothing to say over a WebSocket. In bytes. */
  private static final int LONGEST_MESSAGE = 4 * 1024;

  private final HttpConfig config;
  private final HouseVertx.Share share;
  private final HouseServices services;
  private final Episode trouble = new Episode();
  private final CompletableFuture<Optional<InetSocketAddress>> firstTry = new CompletableFuture<>();
  private final boolean isAnnounced;
  private volatile Optional<Announcer> announcer = Optional.empty();

  private HttpPort(
      HttpConfig config,
      Optional<P1Config> p1,
      Meters meters,
      Optional<Token> token,
      BridgeSources sources,
      HouseVertx vertx) {
    this.config = config;
    this.isAnnounced = config.announce() && p1.isPresent();
    this.share = vertx.open(config.name());
    this.services = new HouseServices(config, p1, meters, token, sources, share.faults());
    services.start(share, p1);
    share.run(this::listen);
  }

  /**
   * Starts serving; returns at once, whether the port can be had or not.
   *
   * @param p1 the meter that is shown; empty for none
   * @return empty when the token cannot be used; then nothing is served, as that is in the log
   */
  public static Optional<HttpPort> start(
      HttpConfig config,
      Optional<P1Config> p1,
      Meters meters,
      BridgeSources sources,
      HouseVertx vertx) {
    try {
      Optional<Token> token = Optional.empty();
      if (config.tokenFile().isPresent()) {
        token = Optional.of(Token.read(config.tokenFile().get()));
      }
      return Optional.of(new HttpPort(config, p1, meters, token, sources, vertx));
    } catch (IOException e) {
      LOG.error("{}: not served: {}", config.name(), e.getMessage());
      return Optional.empty();
    }
  }

  /** What is wrong with what a configuration refers to; empty when nothing is. */
  public static Optional<String> fault(HttpConfig config) {
    try {
      if (config.tokenFile().isPresent()) {
        Token.read(config.tokenFile().get());
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(config.name() + ": " + e.getMessage());
    }
  }

  private void listen() {
    HttpServer server =
        share
            .vertx()
            .createHttpServer(
                new HttpServerOptions()
                    .setHttp2ClearTextEnabled(false)
                    .setMaxInitialLineLength(LONGEST_LINE)
                    .setMaxHeaderSize(LONGEST_HEADERS)
                    .setMaxWebSocketFrameSize(LONGEST_MESSAGE)
                    .setMaxWebSocketMessageSize(LONGEST_MESSAGE)
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setPerFrameWebSocketCompressionSupported(false)
                    .setHandle100ContinueAutomatically(true)
                    .setTcpKeepAlive(true));
    server.connectionHandler(services.requests()::connected);
    server.requestHandler(services.requests()::handle);
    InetSocketAddress wanted = config.listen();
    server
        .listen(wanted.getPort(), wanted.getHostString())
        .onComplete(
            (bound, failure) -> {
              if (failure == null) {
                listening(bound.actualPort());
              } else {
                failed(failure);
              }
            });
  }

  private void listening(int port) {
    if (trouble.end() > 0) {
      LOG.info("{}: the port can be had now, listening", config.name());
    }
    InetSocketAddress served = new InetSocketAddress(config.listen().getHostString(), port);
    if (isAnnounced) {
      String serial = config.serial().orElseGet(SerialNumber::ofMachine);
      announcer = Optional.of(new Announcer(config.name(), served, serial));
    }
    firstTry.complete(Optional.of(served));
  }

  private void failed(Throwable failure) {
    if (trouble.starts()) {
      LOG.warn(
          "{}: cannot listen on {}:{}: {}; trying again every {} s",
          config.name(),
          config.listen().getHostString(),
          config.listen().getPort(),
          Listener.reason(config.listen(), failure),
          RETRY_MILLIS / 1_000);
    }
    firstTry.complete(Optional.empty());
    share.vertx().setTimer(RETRY_MILLIS, timer -> listen());
  }

  public HttpConfig config() {
    return config;
  }

  /** Where it listens after the first try; empty when the port could not be had then. */
  public CompletableFuture<Optional<InetSocketAddress>> firstTry() {
    return firstTry;
  }

  /** Closes the port and every connection; all is closed when this returns. */
  @Override
  public void close() {
    announcer.ifPresent(Announcer::close);
    services.close();
    share.close();
  }
}
