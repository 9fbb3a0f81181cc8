package org.evsebridge.bridge.gateway;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;

/** Leaves everything as it is. */
final class NoGuard implements LineGuard {
  @Override
  public Set<Integer> units() {
    return Set.of();
  }

  @Override
  public void on(Consumer<GuardRequest> line) {}

  @Override
  public Optional<ExceptionCode> refusal(Adu request) {
    return Optional.empty();
  }
}
