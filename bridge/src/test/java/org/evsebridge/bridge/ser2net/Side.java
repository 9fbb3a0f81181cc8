package org.evsebridge.bridge.ser2net;

/** Whose program a test runs: ours, or the real ser2net, which is the judge of what is right. */
enum Side {
  OURS,
  REAL
}
