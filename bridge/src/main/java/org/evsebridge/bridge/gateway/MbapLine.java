package org.evsebridge.bridge.gateway;

import java.util.Optional;
import org.evsebridge.bridge.config.LineTimes;
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
  private final Wire wire;
  private final long timeout;
  private final long delay;
  private final Inbox inbox = new Inbox();
  private long restUntil = System.nanoTime();
  private int transaction;

  MbapLine(String name, Wire wire, LineTimes times) {
    this.name = name;
    this.wire = wire;
    this.timeout = times.timeout().toNanos();
    this.delay = times.delay().toNanos();
  }

  @Override
  public void start(Watcher watcher) {
    wire.start(inbox.owner(watcher));
  }

  @Override
  public void rest() throws InterruptedException {
    for (long left = left(); left > 0; left = left()) {
      inbox.sleep(left);
    }
  }

  private long left() {
    return restUntil - System.nanoTime();
  }

  @Override
  public Outcome exchange(Adu request, long deadline) throws InterruptedException {
    transaction = transaction + 1 & 0xFFFF;
    if (inbox.isDown() || !wire.write(Mbap.encode(transaction, request))) {
      return new Outcome.Down(false);
    }
    Outcome outcome =
        request.isBroadcast()
            ? new Outcome.Sent()
            : awaitAnswer(request, System.nanoTime() + timeout);
    restUntil = System.nanoTime() + delay;
    return outcome;
  }

  private Outcome awaitAnswer(Adu request, long until) throws InterruptedException {
    int wanted = Mbap.HEADER_LENGTH;
    while (true) {
      inbox.await(wanted, until);
      byte[] bytes = inbox.bytes();
      if (inbox.isDown()) {
        return new Outcome.Down(false);
      }
      if (!Mbap.mayBegin(bytes, bytes.length)) {
        LOG.warn("{}: no Modbus TCP; does it speak RTU over TCP (rtu: true)?", name);
        wire.reset();
        return new Outcome.Garbled(false);
      }
      if (Mbap.isWhole(bytes, bytes.length)) {
        inbox.discard(Mbap.length(bytes));
        Optional<Outcome> answer = answer(request, bytes);
        if (answer.isPresent()) {
          return answer.get();
        }
        wanted = Mbap.HEADER_LENGTH;
      } else if (System.nanoTime() - until >= 0) {
        return new Outcome.Silent(false);
      } else if (bytes.length >= Mbap.HEADER_LENGTH) {
        wanted = Mbap.length(bytes);
      }
    }
  }

  /** What a frame means for a request; empty when it belongs to another. */
  private Optional<Outcome> answer(Adu request, byte[] frame) {
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
    wire.close();
  }
}
