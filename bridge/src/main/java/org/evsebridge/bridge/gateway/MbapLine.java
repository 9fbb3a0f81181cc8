package org.evsebridge.bridge.gateway;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.gateway.LineTimes;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Answers;
import org.evsebridge.bridge.modbus.Mbap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a device that speaks Modbus TCP. Answers name the request that they belong to, so
 * a late one cannot be taken for another.
 */
final class MbapLine implements Line {
  private static final Logger LOG = LoggerFactory.getLogger(MbapLine.class);

  private static final int MOST_SILENT = 100;

  private final String name;
  private final Transport transport;
  private final long delay;
  private final LongSupplier clock;
  private final Inbox inbox;
  private long restUntil;
  private long sentAt;
  private int transaction;
  private final Set<Integer> silent = new LinkedHashSet<>(); // transactions without an answer yet
  private final HungConnection hung;
  private final Hints hints;
  private Watcher watcher;
  private Adu request;
  private long until;

  /**
   * @param clock as {@link System#nanoTime}
   */
  MbapLine(String name, Transport transport, LineTimes times, LongSupplier clock) {
    this.name = name;
    this.transport = transport;
    this.delay = times.delay().toNanos();
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

  /** What comes unasked or late names what it answers: the next look passes it over. */
  @Override
  public void listen(long now) {}

  @Override
  public long freeAt() {
    return restUntil;
  }

  @Override
  public Optional<Outcome> begin(Adu next, long timeout) {
    request = next;
    transaction = transaction % 0xFFFF + 1; // never 0, which some answer with always
    if (inbox.isDown() || !transport.write(Mbap.encode(transaction, request))) {
      return Optional.of(new Outcome.Down(false, false));
    }
    sentAt = clock.getAsLong();
    until = sentAt + timeout;
    restUntil = sentAt + delay;
    return Optional.empty();
  }

  @Override
  public void hurry(long timeout) {
    until = sentAt + timeout;
  }

  @Override
  public Optional<Outcome> look(long now) {
    Optional<Outcome> outcome = read(now);
    if (outcome.isPresent()) {
      restUntil = now + delay;
      if (outcome.get() instanceof Outcome.Silent) {
        hung.wasSilent();
        wasSilent();
      }
      transport.free();
    }
    return outcome;
  }

  private void wasSilent() {
    silent.add(transaction);
    if (silent.size() > MOST_SILENT) {
      silent.remove(silent.iterator().next());
    }
  }

  private Optional<Outcome> read(long now) {
    while (true) {
      byte[] bytes = inbox.bytes();
      if (inbox.isDown()) {
        return Optional.of(new Outcome.Down(false, transport.hasSent()));
      }
      if (!Mbap.mayBegin(bytes, bytes.length)) {
        hints.noModbusTcp();
        inbox.cut(); // before the transport says so: what waits must not go into what is being
        // closed
        transport.reset();
        return Optional.of(new Outcome.Garbled(false));
      }
      if (!Mbap.isWhole(bytes, bytes.length)) {
        return now - until >= 0 ? Optional.of(new Outcome.Silent(false)) : Optional.empty();
      }
      inbox.discard(Mbap.length(bytes));
      Optional<Outcome> answer = answer(bytes);
      if (answer.isPresent()) {
        return answer;
      }
    }
  }

  @Override
  public long lookAt() {
    return until;
  }

  /** What a frame means for the request; empty when it belongs to another. */
  private Optional<Outcome> answer(byte[] frame) {
    Adu adu = Mbap.adu(frame);
    hung.spoke();
    boolean fits = Answers.fits(request.pdu(), adu.pdu());
    if (Mbap.transaction(frame) != transaction) {
      boolean numberless = Mbap.transaction(frame) == 0 && fits;
      if (numberless) {
        hints.noTransaction();
      }
      LOG.debug("{}: thrown away, answers something else: {}", name, adu);
      if (silent.remove(Mbap.transaction(frame)) || numberless) {
        watcher.late(adu);
      } else {
        watcher.said(adu);
      }
      return Optional.empty();
    }
    if (adu.unit() != request.unit()) {
      hints.otherUnit();
      return Optional.of(new Outcome.OtherUnit());
    }
    if (fits) {
      return Optional.of(new Outcome.Answered(adu.pdu()));
    }
    if (Answers.answersOtherwise(request.pdu(), adu.pdu())) {
      hints.answeredOtherwise();
      return Optional.of(new Outcome.Answered(adu.pdu()));
    }
    return Optional.of(new Outcome.Garbled(false));
  }

  @Override
  public void close() {
    transport.close();
  }
}
