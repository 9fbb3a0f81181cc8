package org.evsebridge.bridge.gateway;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;

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

  @Override
  public boolean clamps(Adu request) {
    return false;
  }

  @Override
  public void asked(Adu request, String host, long now) {}

  @Override
  public Adu toLine(Adu request, String host, long now) {
    return request;
  }

  @Override
  public void answered(Adu sent, Pdu answer, long now) {}

  @Override
  public Pdu shown(Adu request, Pdu answer, long now) {
    return answer;
  }
}
