package org.evsebridge.bridge.ser2net;

/** What a thread waits at while it is shut. */
final class ReadGate {
  private boolean open = true;

  synchronized void open(boolean on) {
    open = on;
    notifyAll();
  }

  /** Returns once the gate is open, or the thread is interrupted. */
  synchronized void pass() {
    while (!open) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
