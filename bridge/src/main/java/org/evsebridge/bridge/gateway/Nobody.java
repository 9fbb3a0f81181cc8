package org.evsebridge.bridge.gateway;

import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;

/** Who asks for the bridge's own sake, and gets no answer. */
final class Nobody implements Client {
  /** Asks for fences. */
  static final Nobody GATEWAY = new Nobody("the gateway");

  static final Nobody GUARD = new Nobody("the load guard");

  private final String name;
  private final Tally tally;

  private Nobody(String name) {
    this.name = name;
    this.tally = new Tally(name, () -> 0); // which nobody is shown
  }

  /** A request of its own. */
  Request request(Adu adu, long now) {
    return new Request(this, 0, 0, adu, adu.unit(), ReadSpan.of(adu), now, now, 0, 0, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String host() {
    return "";
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public boolean wants(Request request) {
    return false;
  }

  @Override
  public void answer(Request request, Pdu answer) {}
}
