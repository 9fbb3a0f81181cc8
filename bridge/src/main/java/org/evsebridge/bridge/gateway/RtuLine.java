package org.evsebridge.bridge.gateway;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.gateway.LineTimes;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Rtu;

/** A line with RTU frames: serial, or over TCP. */
final class RtuLine implements Line {
  private final String name;
  private final Transport transport;
  private final LineTiming timing;
  private final boolean echo;
  private final long pause;
  private final long broadcastDelay;
  private final LongSupplier clock;
  private final Inbox inbox;
  private Watcher watcher;
  private long restUntil;
  private long sentBy;
  private RtuExchange exchange;
  private final HungConnection hung;
  private final Hints hints;

  /**
   * @param echo whether what is sent comes back first
   * @param clock as {@link System#nanoTime}
   */
  RtuLine(
      String name,
      Transport transport,
      LineTiming timing,
      LineTimes times,
      boolean echo,
      LongSupplier clock) {
    this.name = name;
    this.transport = transport;
    this.timing = timing;
    this.echo = echo;
    this.pause = Math.max(timing.gap(), times.delay().toNanos());
    this.broadcastDelay = times.broadcastDelay().toNanos();
    this.clock = clock;
    this.inbox = new Inbox(clock);
    this.restUntil = clock.getAsLong();
    this.hung = new HungConnection(name, transport);
    this.hints = new Hints(name);
  }

  @Override
  public void start(Watcher watching) {
    watcher = watching;
    transport.start(inbox.owner(watching));
  }

  @Override
  public void wanted() {
    transport.wanted();
  }

  /** Reads what a device says unasked or late; what is no frame is thrown away. */
  @Override
  public void listen(long now) {
    while (inbox.length() > 0) {
      byte[] bytes = inbox.bytes();
      if (exchange != null && exchange.cameAgain(bytes)) {
        hints.echo();
      }
      boolean silent = now - inbox.lastAt() >= timing.frameSilence();
      StrayFrame frame = StrayFrame.in(bytes, silent);
      if (frame.length() == 0) {
        return; // more of it may come
      }
      inbox.discard(frame.length());
      if (frame.adu().isPresent()) {
        said(frame.adu().get());
      } else {
        hints.noise(bytes);
      }
    }
  }

  private boolean said(Adu frame) {
    hung.spoke();
    return watcher.said(frame);
  }

  /** When the line will have been silent long enough, or what has begun to come is over. */
  @Override
  public long freeAt() {
    boolean coming = inbox.length() > 0;
    long afterLast = inbox.lastAt() + (coming ? Math.max(pause, timing.frameSilence()) : pause);
    return restUntil - afterLast > 0 ? restUntil : afterLast;
  }

  @Override
  public Optional<Outcome> begin(Adu request, long timeout) {
    byte[] frame = Rtu.encode(request);
    inbox.clear();
    sentBy = clock.getAsLong() + timing.transmission(frame.length);
    restUntil = sentBy + pause;
    exchange =
        new RtuExchange(
            name, inbox, timing, request, frame, sentBy + timeout, echo, hints, this::said);
    if (!transport.write(frame)) {
      boolean sent = transport.hasSent(); // some of it may be on its way
      return Optional.of(new Outcome.Down(sent, sent));
    }
    if (request.isBroadcast()) {
      restUntil = sentBy + Math.max(pause, broadcastDelay);
      return Optional.of(new Outcome.Sent());
    }
    return Optional.empty();
  }

  @Override
  public void hurry(long timeout) {
    exchange.answerBy(sentBy + timeout);
  }

  @Override
  public Optional<Outcome> look(long now) {
    Optional<Outcome> outcome = exchange.look(now);
    if (outcome.isPresent() && outcome.get() instanceof Outcome.Answered) {
      restUntil = inbox.lastAt(); // from now on the gap runs from the answer
    }
    if (exchange.heardItself()) {
      hints.echo();
    }
    if (outcome.isPresent() && outcome.get() instanceof Outcome.Silent) {
      hung.wasSilent();
    }
    if (outcome.isPresent()) {
      transport.free();
    }
    return outcome;
  }

  @Override
  public long lookAt() {
    return exchange.lookAt();
  }

  @Override
  public void close() {
    transport.close();
  }
}
