package org.evsebridge.bridge.gateway;

import java.util.Optional;
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

  private final String name;
  private final Transport transport;
  private final long timeout;
  private final long delay;
  private final Inbox inbox = new Inbox();
  private long restUntil = System.nanoTime();
  private int transaction;
  private Adu request;
  private long until;

  MbapLine(String name, Transport transport, LineTimes times) {
    this.name = name;
    this.transport = transport;
    this.timeout = times.timeout().toNanos();
    this.delay = times.delay().toNanos();
  }

  @Override
  public void start(Watcher watcher) {
    transport.start(inbox.owner(watcher));
  }

  @Override
  public long freeAt() {
    return restUntil;
  }

  @Override
  public Optional<Outcome> begin(Adu next) {
    request = next;
    transaction = transaction + 1 & 0xFFFF;
    if (inbox.isDown() || !transport.write(Mbap.encode(transaction, request))) {
      return Optional.of(new Outcome.Down(false));
    }
    long now = System.nanoTime();
    until = now + timeout;
    restUntil = now + delay;
    return request.isBroadcast() ? Optional.of(new Outcome.Sent()) : Optional.empty();
  }

  @Override
  public Optional<Outcome> look(long now) {
    Optional<Outcome> outcome = read(now);
    if (outcome.isPresent()) {
      restUntil = now + delay;
    }
    return outcome;
  }

  private Optional<Outcome> read(long now) {
    while (true) {
      byte[] bytes = inbox.bytes();
      if (inbox.isDown()) {
        return Optional.of(new Outcome.Down(false));
      }
      if (!Mbap.mayBegin(bytes, bytes.length)) {
        LOG.warn("{}: no Modbus TCP; does it speak RTU over TCP (rtu: true)?", name);
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
    if (Mbap.transaction(frame) != transaction) {
      LOG.debug("{}: thrown away, answers something else: {}", name, adu);
      return Optional.empty();
    }
    return Optional.of(
        adu.unit() == request.unit() && Answers.fits(request.pdu(), adu.pdu())
            ? new Outcome.Answered(adu.pdu())
            : new Outcome.Garbled(false));
  }

  @Override
  public void close() {
    transport.close();
  }
}
