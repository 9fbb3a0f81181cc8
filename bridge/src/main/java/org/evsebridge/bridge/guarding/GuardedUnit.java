package org.evsebridge.bridge.guarding;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.gateway.GuardRequest;
import org.evsebridge.bridge.guard.GuardedTraffic;
import org.evsebridge.bridge.guard.Order;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * A guarded module as its line sees it. The guard that decides is one for several modules and
 * lines, so each call holds the guard's lock, for moments only. Thread-safe.
 */
final class GuardedUnit {
  private final GuardedTraffic traffic;
  private final Object lock;
  private final LongSupplier clock;
  private final ModuleCounters counters;

  /**
   * @param lock the guard's
   * @param clock the guard's, in milliseconds
   */
  GuardedUnit(GuardedTraffic traffic, Object lock, LongSupplier clock, ModuleCounters counters) {
    this.traffic = traffic;
    this.lock = lock;
    this.clock = clock;
    this.counters = counters;
  }

  int address() {
    return traffic.module().unit();
  }

  String line() {
    return traffic.module().line();
  }

  Optional<ExceptionCode> refusal(Pdu request) {
    return traffic.refusal(request); // which depends on nothing that changes
  }

  void asked(Pdu request, String host) {
    synchronized (lock) {
      traffic.asked(request, host, clock.getAsLong());
    }
  }

  Pdu toLine(Pdu request, String host) {
    synchronized (lock) {
      return traffic.toLine(request, host, clock.getAsLong());
    }
  }

  void answered(Pdu sent, Pdu answer) {
    synchronized (lock) {
      traffic.answered(sent, answer, clock.getAsLong());
    }
  }

  Pdu shown(Pdu request, Pdu answer) {
    synchronized (lock) {
      return traffic.shown(request, answer, clock.getAsLong());
    }
  }

  /**
   * What carries out an order on the line.
   *
   * @param over runs when it is over
   */
  GuardRequest request(Order order, Runnable over) {
    return new GuardRequest() {
      @Override
      public int unit() {
        return address();
      }

      @Override
      public boolean isHeartbeat() {
        return order instanceof Order.WriteLimit write && write.isHeartbeat();
      }

      @Override
      public Optional<Pdu> toLine(long now) {
        synchronized (lock) {
          return Optional.of(traffic.toLine(order, clock.getAsLong()));
        }
      }

      @Override
      public void ended(Optional<Pdu> sent, Optional<Pdu> answer, long now) {
        synchronized (lock) {
          counters.ended(isHeartbeat(), sent.isPresent(), answer);
          if (sent.isPresent()) {
            traffic.ended(sent.get(), answer, clock.getAsLong());
          } else {
            traffic.unsent(clock.getAsLong());
          }
        }
        over.run();
      }
    };
  }
}
