package org.evsebridge.bridge.ser2net;

/** Why a client was closed, in the words of ser2net's traces. */
enum CloseReason {
  LEFT("network read close"),
  IDLE("timeout"),
  KICKED("kicked off, new user is coming\r\n"),
  PORT_CLOSING("port closing"),
  CUT_OFF("network write error");

  private final String traced;

  CloseReason(String traced) {
    this.traced = traced;
  }

  String traced() {
    return traced;
  }
}
