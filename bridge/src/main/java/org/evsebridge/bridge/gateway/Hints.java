package org.evsebridge.bridge.gateway;

import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what a line's trouble may come from and what to do, each thing once. Not thread-safe. */
final class Hints {
  private static final Logger LOG = LoggerFactory.getLogger(Hints.class);

  private final String name;
  private final Set<Hint> said = EnumSet.noneOf(Hint.class);

  private enum Hint {
    ECHO("the adapter hears what it sends itself; set 'echo: true'"),
    TELNET(
        "the other end speaks telnet, which doubles or swallows the byte 0xFF; give it a raw port"
            + " (in ser2net.yaml an accepter 'tcp,…' without 'telnet')"),
    RTU_OVER_TCP("no Modbus TCP; does it speak RTU over TCP (rtu: true)?"),
    UNIT(
        "answers as another unit than was asked; ask the unit that it answers as, or give it with"
            + " 'units:'"),
    TRANSACTION(
        "answers do not carry the transaction id of their request, so nobody can tell whose they"
            + " are; look for newer firmware, or use its RTU over TCP (rtu: true)"),
    OTHERWISE(
        "a device answered a write with another value than it was sent, which its client gets to"
            + " see; it has most likely limited the value");

    private final String text;

    Hint(String text) {
      this.text = text;
    }
  }

  Hints(String name) {
    this.name = name;
  }

  private void say(Hint hint) {
    if (said.add(hint)) {
      LOG.warn("{}: {}", name, hint.text);
    }
  }

  /** What was sent came back. */
  void echo() {
    say(Hint.ECHO);
  }

  /** Bytes came that are no frame. */
  void noise(byte[] bytes) {
    if (TelnetTraces.isIn(bytes)) {
      say(Hint.TELNET);
    }
  }

  /** What came does not begin as Modbus TCP does. */
  void noModbusTcp() {
    say(Hint.RTU_OVER_TCP);
  }

  /** The answer names another unit. */
  void otherUnit() {
    say(Hint.UNIT);
  }

  /** An answer carries no request's transaction id. */
  void noTransaction() {
    say(Hint.TRANSACTION);
  }

  /** A write was answered with another value. */
  void answeredOtherwise() {
    say(Hint.OTHERWISE);
  }
}
