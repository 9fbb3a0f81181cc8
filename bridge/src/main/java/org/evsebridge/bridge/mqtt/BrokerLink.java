package org.evsebridge.bridge.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.mqtt.MqttConfig;
import org.evsebridge.bridge.status.Episode;
import org.evsebridge.bridge.yaml.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to a broker, made anew for as long as it takes. Each value is told until the
 * broker has said that it has it; then the next may go. Belongs to one event loop.
 */
final class BrokerLink {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);

  /** A connection that lasted so long was a good one, in milliseconds. */
  private static final long GOOD_AFTER = 10_000;

  /** After so many in a row that were not, somebody else takes them over. */
  private static final int TAKEN_OVER = 3;

  /** So often in a time-out it is looked whether the broker answers. */
  private static final int LOOKS = 4;

  /** How often it is looked whether all is told at the end, in milliseconds. */
  private static final long FINISH_LOOK = 20;

  private final Vertx vertx;
  private final MqttConfig config;
  private final MqttClientOptions options;
  private final Outbox outbox;
  private final LongSupplier millis;
  private final RetryDelay delay;
  private final Episode trouble = new Episode();
  private final Map<String, BiConsumer<String, MqttPublishMessage>> subscriptions =
      new LinkedHashMap<>();
  private MqttClient client;
  private boolean connected;
  private boolean closed;
  private int shortLived;
  private long owedSince; // when what the broker owes was asked, or it last answered

  /**
   * @param millis a clock that only goes forward, in milliseconds
   */
  BrokerLink(
      Vertx vertx,
      MqttConfig config,
      MqttClientOptions options,
      Outbox outbox,
      LongSupplier millis) {
    this.vertx = vertx;
    this.millis = millis;
    this.config = config;
    this.options = options;
    this.outbox = outbox;
    this.delay = new RetryDelay(config.times().retry());
  }

  /**
   * Has someone get the messages of some topics; before the start.
   *
   * @param filter one topic, or with {@code +} several
   */
  void subscribe(String filter, BiConsumer<String, MqttPublishMessage> listener) {
    subscriptions.put(filter, listener);
  }

  /** Begins to connect. */
  void start() {
    MqttClient made = MqttClient.create(vertx, options);
    client = made;
    made.publishCompletionHandler(id -> taken(made));
    made.publishHandler(this::came);
    made.exceptionHandler(failure -> LOG.debug("{}: {}", config.name(), failure.toString()));
    made.closeHandler(gone -> lost(made, "the broker closed the connection"));
    long timer =
        vertx.setTimer(
            config.times().timeout().toMillis() + 1,
            late -> {
              failed(made, new TimeoutException());
              made.disconnect();
            });
    made.connect(config.broker().port(), config.broker().host())
        .onComplete(
            (answer, failure) -> {
              vertx.cancelTimer(timer);
              if (failure != null) {
                failed(made, failure);
              } else if (made == client && !closed) {
                connected(made);
              } else {
                made.disconnect();
              }
            });
  }

  private void connected(MqttClient made) {
    connected = true;
    if (trouble.end() > 0) {
      LOG.info("{}: connected again", config.name());
    } else {
      LOG.info("{}: connected as {}", config.name(), options.getClientId());
    }
    vertx.setTimer(
        GOOD_AFTER,
        good -> {
          if (made == client && connected) {
            delay.reset();
            shortLived = 0;
          }
        });
    Map<String, Integer> wanted = new LinkedHashMap<>();
    // At most once: a command that comes twice is worse than one that is lost.
    subscriptions.keySet().forEach(filter -> wanted.put(filter, MqttQoS.AT_MOST_ONCE.value()));
    made.subscribe(wanted);
    outbox.begin();
    pump();
    watch(made);
  }

  /** Sends what may go now. */
  void pump() {
    if (!connected) {
      return;
    }
    boolean idle = !outbox.isOwed();
    for (var next = outbox.next(); next.isPresent(); next = outbox.next()) {
      client.publish(
          next.get().topic(),
          Buffer.buffer(next.get().payload()),
          MqttQoS.AT_LEAST_ONCE,
          false,
          true);
    }
    if (idle) {
      owedSince = millis.getAsLong();
    }
  }

  /** A broker that owes an answer and gives none is as good as gone. */
  private void watch(MqttClient of) {
    long timeout = config.times().timeout().toMillis();
    vertx.setTimer(
        Math.max(1, timeout / LOOKS),
        look -> {
          if (of != client || !connected) {
            return;
          }
          if (outbox.isOwed() && millis.getAsLong() - owedSince >= timeout) {
            lost(
                of,
                "the broker has taken nothing for " + Durations.format(config.times().timeout()));
            of.disconnect();
          } else {
            watch(of);
          }
        });
  }

  private void taken(MqttClient by) {
    if (by == client) {
      owedSince = millis.getAsLong();
      outbox.taken();
      pump();
    }
  }

  private void came(MqttPublishMessage message) {
    String payload = message.payload().toString(StandardCharsets.UTF_8);
    subscriptions.forEach(
        (filter, listener) -> {
          if (matches(filter, message.topicName())) {
            listener.accept(payload, message);
          }
        });
  }

  /** Whether a topic is one of a filter's, which has no {@code #}. */
  static boolean matches(String filter, String topic) {
    String[] wanted = filter.split("/", -1);
    String[] levels = topic.split("/", -1);
    boolean same = wanted.length == levels.length;
    for (int i = 0; same && i < wanted.length; i++) {
      same = wanted[i].equals("+") || wanted[i].equals(levels[i]);
    }
    return same;
  }

  private void failed(MqttClient made, Throwable failure) {
    LOG.debug("{}: no connection", config.name(), failure);
    tryAgain(made, BrokerTrouble.of(failure, config, options.getClientId()));
  }

  private void lost(MqttClient which, String why) {
    if (which != client || !connected) {
      return;
    }
    shortLived++;
    tryAgain(
        which,
        shortLived >= TAKEN_OVER
            ? why
                + " again and again: another program may have the client id "
                + options.getClientId()
                + "; give each its own 'client-id'"
            : why);
  }

  private void tryAgain(MqttClient which, String why) {
    if (which != client || closed) {
      return;
    }
    connected = false;
    client = null;
    long wait = delay.next();
    if (trouble.isNews(why)) {
      LOG.warn("{}: {}; trying again, at least each {} s", config.name(), why, longest());
    }
    vertx.setTimer(
        wait,
        now -> {
          if (!closed) {
            start();
          }
        });
  }

  private long longest() {
    return config.times().retry().toSeconds();
  }

  /** Tells what is to be told at the end, and goes; takes no longer than the broker may. */
  void close(Runnable over) {
    closed = true;
    pump();
    if (connected) {
      finish(client, over);
    } else {
      over.run();
    }
  }

  private void finish(MqttClient last, Runnable over) {
    if (last.isConnected() && !outbox.isDone()) {
      vertx.setTimer(FINISH_LOOK, look -> finish(last, over));
    } else {
      last.disconnect().onComplete((done, failure) -> over.run());
    }
  }
}
