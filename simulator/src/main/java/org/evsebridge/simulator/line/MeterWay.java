package org.evsebridge.simulator.line;

/** A way by which a smart meter's telegrams leave. Its methods return at once, on any thread. */
public interface MeterWay {
  /** Sends a telegram; where there is no room for it, it is lost. */
  void send(byte[] telegram);

  /** Whether a telegram of this many bytes would not be lost now; true also where nobody reads. */
  boolean hasRoom(int bytes);
}
