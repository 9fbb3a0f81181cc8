package org.evsebridge.bridge.gateway;

import org.evsebridge.bridge.modbus.Pdu;

/** The gateway itself, where it asks for its own sake. */
final class Nobody implements Client {
  static final Nobody INSTANCE = new Nobody();

  private final Tally tally = new Tally(name(), System::nanoTime);

  private Nobody() {}

  @Override
  public String name() {
    return "the gateway";
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
