package org.evsebridge.bridge.modbus;

/** What came out of the bytes that a client sent. */
public sealed interface Received {
  /**
   * A whole request.
   *
   * @param transaction the transaction id that the answer must carry; 0 in RTU framing
   */
  record Frame(Framing framing, int transaction, Adu adu) implements Received {}

  /**
   * Bytes that are no request and were dropped.
   *
   * @param why what they look like, for a person
   */
  record Dropped(int count, String why) implements Received {}

  /**
   * The stream can no longer be followed; the connection is of no more use.
   *
   * @param why for a person
   */
  record Unreadable(String why) implements Received {}
}
