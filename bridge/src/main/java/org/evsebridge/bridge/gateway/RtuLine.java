package org.evsebridge.bridge.gateway;

import java.util.Optional;
import org.evsebridge.bridge.config.gateway.LineTimes;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Rtu;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line with RTU frames: serial, or over TCP. */
final class RtuLine implements Line {
  private static final Logger LOG = LoggerFactory.getLogger(RtuLine.class);

  private final String name;
  private final Transport transport;
  private final LineTiming timing;
  private final boolean echo;
  private final long timeout;
  private final long pause;
  private final long broadcastDelay;
  private final Inbox inbox = new Inbox();
  private long restUntil = System.nanoTime();
  private RtuExchange exchange;
  private boolean hinted;

  /**
   * @param echo whether what is sent comes back first
   */
  RtuLine(String name, Transport transport, LineTiming timing, LineTimes times, boolean echo) {
    this.name = name;
    this.transport = transport;
    this.timing = timing;
    this.echo = echo;
    this.timeout = times.timeout().toNanos();
    this.pause = Math.max(timing.gap(), times.delay().toNanos());
    this.broadcastDelay = times.broadcastDelay().toNanos();
  }

  @Override
  public void start(Watcher watcher) {
    transport.start(inbox.owner(watcher));
  }

  /** When the line will have been silent long enough; what comes until then is thrown away. */
  @Override
  public long freeAt() {
    long afterLast = inbox.lastAt() + pause;
    return restUntil - afterLast > 0 ? restUntil : afterLast;
  }

  @Override
  public Optional<Outcome> begin(Adu request) {
    if (exchange != null && exchange.cameTwice()) {
      hintAtEcho();
    }
    byte[] frame = Rtu.encode(request);
    inbox.clear();
    long sent = System.nanoTime() + timing.transmission(frame.length);
    restUntil = sent + pause;
    exchange = new RtuExchange(name, inbox, timing, request, frame, sent + timeout, echo);
    if (!transport.write(frame)) {
      return Optional.of(new Outcome.Down(true)); // some of it, or all, may be on its way
    }
    if (request.isBroadcast()) {
      restUntil = sent + Math.max(pause, broadcastDelay);
      return Optional.of(new Outcome.Sent());
    }
    return Optional.empty();
  }

  @Override
  public Optional<Outcome> look(long now) {
    Optional<Outcome> outcome = exchange.look(now);
    if (outcome.isPresent() && outcome.get() instanceof Outcome.Answered) {
      restUntil = inbox.lastAt(); // from now on the gap runs from the answer
    }
    if (exchange.heardItself()) {
      hintAtEcho();
    }
    return outcome;
  }

  private void hintAtEcho() {
    if (!hinted) {
      hinted = true;
      LOG.warn("{}: the adapter hears what it sends itself; set 'echo: true'", name);
    }
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
