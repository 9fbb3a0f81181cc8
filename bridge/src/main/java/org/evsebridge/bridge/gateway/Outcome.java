package org.evsebridge.bridge.gateway;

import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;

/** How a transaction on a line ended. */
sealed interface Outcome {
  /** The answer, which may be an exception. */
  record Answered(Pdu pdu) implements Outcome {}

  /** A broadcast, which nobody answers, was sent. */
  record Sent() implements Outcome {}

  /** There is no answer. */
  sealed interface Failed extends Outcome {
    /** What the client is told. */
    default ExceptionCode code() {
      return ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND;
    }

    /** Whether an answer may still come and be taken for that of another request. */
    boolean owes();

    /** What happened, for the log. */
    String text();
  }

  /** Nothing that fits came in time. */
  record Silent(boolean owes) implements Failed {
    @Override
    public String text() {
      return "no answer";
    }
  }

  /**
   * What came looks like the unit's answer but cannot be used.
   *
   * @param owes false only if all of the answer came, so that no other will
   */
  record Garbled(boolean owes) implements Failed {
    @Override
    public String text() {
      return "garbled answer";
    }
  }

  /** The answer, as its transaction id shows, names another unit than was asked. */
  record OtherUnit() implements Failed {
    @Override
    public boolean owes() {
      return false;
    }

    @Override
    public String text() {
      return "answered as another unit";
    }
  }

  /**
   * The line is down, or went down meanwhile.
   *
   * @param sent false only if nothing of the request can have reached a device
   */
  record Down(boolean owes, boolean sent) implements Failed {
    @Override
    public ExceptionCode code() {
      return ExceptionCode.GATEWAY_PATH_UNAVAILABLE;
    }

    @Override
    public String text() {
      return "the line is down";
    }
  }
}
