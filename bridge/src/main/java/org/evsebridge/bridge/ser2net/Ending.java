package org.evsebridge.bridge.ser2net;

/** Why an endpoint is there no more, or was not to be had. */
sealed interface Ending {
  /** It was asked to close. */
  record Closed() implements Ending {}

  /**
   * It could not be opened.
   *
   * @param shown what a client reads, in ser2net's words
   * @param logged a sentence for a person
   */
  record Refused(String shown, String logged) implements Ending {}

  /**
   * It went away by itself.
   *
   * @param logged a sentence for a person
   */
  record Lost(String logged) implements Ending {}
}
