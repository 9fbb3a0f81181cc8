package org.evsebridge.bridge.guarding;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.evsebridge.bridge.gateway.GuardRequest;
import org.evsebridge.bridge.gateway.LineGuard;
import org.evsebridge.bridge.guard.GuardedTraffic;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;

/** A line's guarded modules, each by its address, whichever guards they have. Thread-safe. */
final class GuardedLine implements LineGuard {
  private final Map<Integer, GuardedUnit> modules = new ConcurrentHashMap<>();
  private volatile Optional<Consumer<GuardRequest>> line = Optional.empty();

  /** Adds a module; before the line is used. */
  void add(GuardedUnit module) {
    modules.put(module.address(), module);
  }

  /** Asks something of a unit, in the place of what was asked of it and not sent yet. */
  void ask(GuardRequest request) {
    line.ifPresent(open -> open.accept(request));
  }

  @Override
  public Set<Integer> units() {
    return Set.copyOf(modules.keySet());
  }

  @Override
  public void on(Consumer<GuardRequest> open) {
    line = Optional.of(open);
  }

  private Optional<GuardedUnit> module(Adu adu) {
    return Optional.ofNullable(modules.get(adu.unit()));
  }

  @Override
  public Optional<ExceptionCode> refusal(Adu request) {
    if (request.isBroadcast()) {
      return !modules.isEmpty() && GuardedTraffic.isRefusedBroadcast(request.pdu())
          ? Optional.of(ExceptionCode.ILLEGAL_FUNCTION)
          : Optional.empty();
    }
    return module(request).flatMap(one -> one.refusal(request.pdu()));
  }

  @Override
  public boolean clamps(Adu request) {
    return module(request).isPresent() && GuardedTraffic.clamps(request.pdu());
  }

  @Override
  public void asked(Adu request, String host, long now) {
    module(request).ifPresent(one -> one.asked(request.pdu(), host));
  }

  @Override
  public Adu toLine(Adu request, String host, long now) {
    return module(request)
        .map(one -> new Adu(request.unit(), one.toLine(request.pdu(), host)))
        .orElse(request);
  }

  @Override
  public void answered(Adu sent, Pdu answer, long now) {
    module(sent).ifPresent(one -> one.answered(sent.pdu(), answer));
  }

  @Override
  public Pdu shown(Adu request, Pdu answer, long now) {
    return module(request).map(one -> one.shown(request.pdu(), answer)).orElse(answer);
  }
}
