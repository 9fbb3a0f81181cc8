package org.evsebridge.bridge.guard;

import java.util.Optional;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.registers.ModuleRegister;

/** When a module is written to and read: heartbeats, refreshes, and what nobody else has read. */
final class LineOrders {
  /** Between two heartbeats, in milliseconds: two fit into the two seconds that one lasts. */
  static final long HEARTBEAT = 700;

  /** A limit that stands by itself is written again after this: the module may have restarted. */
  static final long REFRESH_WITH_CAR = 2_000;

  static final long REFRESH_WITHOUT_CAR = 10_000;

  /** State and currents are read when nobody has for so long, in milliseconds. */
  static final long LOOK_WITH_CAR = 2_500;

  static final long LOOK_WITHOUT_CAR = 5_000;

  /** The settings change by hand only, and clients' writes are seen. */
  static final long LOOK_AT_SETTINGS = 300_000;

  /** After an answer that did not tell, the handle is asked for again, in milliseconds. */
  static final long PROBE_AGAIN = 30_000;

  /** An answer of this age still belongs to the write that it is asked about. */
  static final long PROBE_LASTS = 1_500;

  /** An order that was not reported back for so long is as good as failed, in milliseconds. */
  static final long LONGEST_WAIT = 5_000;

  /** From state to the currents, in one read. */
  static final int LOOKED_AT = 5;

  /** A module that failed so often in a row is lost, and tried only so often, in milliseconds. */
  static final int FAILURES_TO_LOSE = 3;

  static final long TRY_LOST = 5_000;

  /** A line that is down is tried so often: it says at once that it is, in milliseconds. */
  static final long TRY_LINE = 300;

  private static final long NEVER = Long.MIN_VALUE / 2;

  private final ModuleControl control;
  private Handle handle = Handle.UNKNOWN;
  private int written = -1;
  private long writtenAt = NEVER;
  private long lookedAt = NEVER;
  private long settingsAt = NEVER;
  private long probedAt = NEVER;
  private boolean probing;
  private Optional<Order> waiting = Optional.empty();
  private long orderedAt = NEVER;
  private int failures;
  private long triedAgainAt = NEVER;

  LineOrders(ModuleControl control) {
    this.control = control;
  }

  Handle handle() {
    return handle;
  }

  boolean isLost() {
    return failures >= FAILURES_TO_LOSE;
  }

  /**
   * What 0x0201 must hold for a granted current: with a handle that may override, the module falls
   * back to its safe current unless the next heartbeat comes.
   */
  int word(int granted) {
    int low = handle == Handle.CAP ? granted : Math.min(granted, control.safe);
    return granted << 8 | low;
  }

  private boolean needsHeartbeat() {
    return handle != Handle.CAP && control.granted() > control.safe;
  }

  /** The most urgent thing to do, if anything; one at a time. */
  Optional<Order> next(long now) {
    if (isLost() && now < triedAgainAt) {
      return Optional.empty();
    }
    Optional<Order> wanted = wanted(now).filter(order -> mayGo(order, now));
    wanted.ifPresent(
        order -> {
          waiting = wanted;
          orderedAt = now;
        });
    return wanted;
  }

  /** A read may have to wait for answers that others are owed; a write takes its place. */
  private boolean mayGo(Order order, long now) {
    boolean overtakes =
        order instanceof Order.WriteLimit
            && waiting.filter(Order.Read.class::isInstance).isPresent();
    return waiting.isEmpty() || overtakes || now - orderedAt >= LONGEST_WAIT;
  }

  private Optional<Order> wanted(long now) {
    GuardedModule module = control.module;
    if (!control.knowsWish()) {
      return Optional.of(new Order.Read(module, ModuleRegister.LIMIT, 1));
    }
    int word = word(control.granted());
    if (word != written || now - writtenAt >= writeEvery()) {
      return Optional.of(new Order.WriteLimit(module, word == written));
    }
    if (probing) {
      return Optional.of(new Order.Read(module, ModuleRegister.CURRENTS, 1));
    }
    if (now - settingsAt >= LOOK_AT_SETTINGS) {
      return Optional.of(new Order.Read(module, ModuleRegister.SETTINGS, 1));
    }
    long lookEvery = control.hasCar() ? LOOK_WITH_CAR : LOOK_WITHOUT_CAR;
    if (now - lookedAt >= lookEvery) {
      return Optional.of(new Order.Read(module, ModuleRegister.STATE, LOOKED_AT));
    }
    return Optional.empty();
  }

  private long writeEvery() {
    if (needsHeartbeat()) {
      return HEARTBEAT;
    }
    return control.hasCar() ? REFRESH_WITH_CAR : REFRESH_WITHOUT_CAR;
  }

  /** A write of 0x0201 has been confirmed by the module, the guard's own or a client's. */
  void written(int word, long now) {
    written = word;
    writtenAt = now;
    succeeded();
    boolean tells = (word >> 8) > (word & 0xFF);
    probing = handle == Handle.UNKNOWN && tells && now - probedAt >= PROBE_AGAIN;
  }

  /** State and currents are known anew. */
  void lookedAt(long now) {
    lookedAt = now;
    succeeded();
  }

  void settingsRead(long now) {
    settingsAt = now;
    succeeded();
  }

  /** Cable and advertised current have been read. */
  void advertised(int cable, int advertised, long now) {
    succeeded();
    boolean tells = (written >> 8) > (written & 0xFF) && now - writtenAt <= PROBE_LASTS;
    if (handle == Handle.UNKNOWN && tells) {
      handle = Handle.of(written >> 8, written & 0xFF, advertised, cable);
      probedAt = now;
      probing = false;
    }
  }

  void succeeded() {
    waiting = Optional.empty();
    failures = 0;
  }

  /** What was ordered got no answer. On return the limit is written first. */
  void failed(long now) {
    waiting = Optional.empty();
    failures++;
    triedAgainAt = now + TRY_LOST;
    written = -1;
  }

  /** What was ordered could not be sent, as the line is down: so the module is lost. */
  void unsent(long now) {
    failed(now);
    failures = Math.max(failures, FAILURES_TO_LOSE);
    triedAgainAt = now + TRY_LINE;
  }
}
