package org.evsebridge.bridge.push;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.push.PushConfig;
import org.evsebridge.bridge.house.RetryDelay;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One dsmr-reader, which gets telegram after telegram, as its page on remote dataloggers describes
 * it. Belongs to one event loop.
 */
final class PushTarget {
  private static final Logger LOG = LoggerFactory.getLogger(PushTarget.class);
  private static final int TAKEN = 201;

  /** What it says to a telegram that it cannot read, however often. */
  private static final int UNREADABLE = 500;

  private static final int WRONG_KEY = 403;
  private static final int SWITCHED_OFF = 405;

  private final PushConfig config;
  private final Vertx vertx;
  private final HttpClient client;
  private final String authorization;
  private final LongSupplier millis;
  private final PushQueue queue;
  private final RetryDelay delay;
  private final Episode trouble = new Episode();
  private final Episode unreadable = new Episode();
  private final Episode full = new Episode();
  private boolean busy; // one is under way, or the next try is waited for
  private boolean closed;
  private long nextAt;

  /**
   * @param millis a clock that only goes forward, in milliseconds
   */
  PushTarget(PushConfig config, String key, Vertx vertx, LongSupplier millis) {
    this.config = config;
    this.vertx = vertx;
    this.millis = millis;
    this.authorization = "Token " + key;
    this.queue = new PushQueue(config.queue());
    this.delay = new RetryDelay(config.retry());
    this.nextAt = millis.getAsLong();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) config.timeout().toMillis()));
  }

  /** Gives up what waits and what is under way. */
  void close() {
    closed = true;
    client.close();
  }

  /** Takes a telegram, if it is time for one. */
  void take(Telegram telegram) {
    long now = millis.getAsLong();
    if (closed || now < nextAt) {
      return;
    }
    nextAt = now + config.interval().toMillis();
    if (queue.add(telegram) && full.starts()) {
      LOG.warn("{}: {} telegrams wait; the oldest are given up", config.name(), config.queue());
    }
    next();
  }

  private void next() {
    if (!busy) {
      queue
          .first()
          .ifPresent(
              telegram -> {
                busy = true;
                send(telegram);
              });
    }
  }

  private void send(Telegram telegram) {
    client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(config.target().toString())
                .setTimeout(config.timeout().toMillis())
                .putHeader("Authorization", authorization)
                .putHeader("Content-Type", "application/x-www-form-urlencoded"))
        .compose(request -> request.send(Buffer.buffer(form(telegram))))
        .onComplete(
            (answer, failure) -> {
              if (failure == null) {
                answered(telegram, answer.statusCode());
              } else {
                LOG.debug("{}: not sent", config.name(), failure);
                failed("it cannot be reached (" + failure.getMessage() + ")");
              }
            });
  }

  private static String form(Telegram telegram) {
    String text = new String(telegram.bytes(), StandardCharsets.ISO_8859_1);
    return "telegram=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void answered(Telegram telegram, int status) {
    switch (status) {
      case TAKEN -> {
        if (trouble.end() > 0) {
          LOG.info("{}: takes telegrams again", config.name());
        }
        unreadable.end();
        full.end();
        over(telegram);
      }
      case UNREADABLE -> {
        if (unreadable.starts()) {
          LOG.warn("{}: cannot read a telegram (status 500), which is given up", config.name());
        }
        over(telegram);
      }
      case WRONG_KEY -> failed("it refuses the key in " + config.keyFile());
      case SWITCHED_OFF -> failed("its API is switched off, in its API settings");
      default -> failed("it answers with status " + status + "; is there dsmr-reader 5 at 'uri'?");
    }
  }

  private void over(Telegram telegram) {
    queue.remove(telegram);
    delay.reset();
    busy = false;
    next();
  }

  private void failed(String why) {
    if (closed) {
      return;
    }
    if (trouble.isNews(why)) {
      LOG.warn(
          "{}: {}; trying again, at least each {} s",
          config.name(),
          why,
          config.retry().toSeconds());
    }
    vertx.setTimer(
        delay.next(),
        again -> {
          busy = false;
          next();
        });
  }
}
