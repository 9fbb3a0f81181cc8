package org.evsebridge.bridge.guarding;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.evsebridge.bridge.gateway.GuardRequest;
import org.evsebridge.bridge.gateway.LineGuard;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.process.BootClock;

/** A line on which one asks and waits; clients have none of it. */
public final class OwnLine implements LineGuard {
  /** For so long a line that is not there yet is waited for. */
  private static final Duration LINE = Duration.ofSeconds(5);

  private static final long AGAIN_MILLIS = 100;

  private final CompletableFuture<Consumer<GuardRequest>> line = new CompletableFuture<>();

  private record Ended(boolean sent, Optional<Pdu> answer) {}

  /** Finds out what a unit's firmware does; takes up to eight seconds where it answers. */
  public FirmwareProbe.Verdict probe(int unit) {
    return new FirmwareProbe(
            request -> {
              try {
                return ask(unit, request);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
              }
            },
            BootClock.millis())
        .run();
  }

  /** Asks a unit; returns when it has answered, or the line's time-out is over. */
  private Optional<Pdu> ask(int unit, Pdu request) throws InterruptedException {
    long begin = System.nanoTime();
    while (true) {
      Ended ended = once(unit, request);
      boolean over = System.nanoTime() - begin > LINE.toNanos();
      if (ended.sent() || over) {
        return ended.answer();
      }
      Thread.sleep(AGAIN_MILLIS);
    }
  }

  private Ended once(int unit, Pdu request) throws InterruptedException {
    CompletableFuture<Ended> ended = new CompletableFuture<>();
    try {
      line.get(LINE.toMillis(), TimeUnit.MILLISECONDS)
          .accept(
              new GuardRequest() {
                @Override
                public int unit() {
                  return unit;
                }

                @Override
                public boolean isHeartbeat() {
                  return false;
                }

                @Override
                public Optional<Pdu> toLine(long now) {
                  return Optional.of(request);
                }

                @Override
                public void ended(Optional<Pdu> sent, Optional<Pdu> answer, long now) {
                  ended.complete(new Ended(sent.isPresent(), answer));
                }
              });
      return ended.get(LINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return new Ended(false, Optional.empty());
    }
  }

  @Override
  public Set<Integer> units() {
    return Set.of();
  }

  @Override
  public void on(Consumer<GuardRequest> open) {
    line.complete(open);
  }

  @Override
  public Optional<ExceptionCode> refusal(Adu request) {
    return Optional.of(ExceptionCode.SERVER_DEVICE_BUSY);
  }
}
