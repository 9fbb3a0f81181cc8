package org.evsebridge.bridge.ser2net;

/** Why an endpoint is closed, or was never open. */
sealed interface Ending {
  /** A sentence for a person. */
  String logged();

  /** It was asked to close. */
  record Closed() implements Ending {
    @Override
    public String logged() {
      return "closed as asked";
    }
  }

  /**
   * It could not be opened.
   *
   * @param shown what a client reads, in ser2net's words
   */
  record NotOpened(String shown, String logged) implements Ending {}

  /** It went away by itself. */
  record Lost(String logged) implements Ending {}
}
