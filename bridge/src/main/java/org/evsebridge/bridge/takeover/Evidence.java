package org.evsebridge.bridge.takeover;

/**
 * What was seen of a port while it was watched.
 *
 * @param opens whether the service had the port's device open
 * @param gives whether a client of the port got bytes
 */
record Evidence(boolean opens, boolean gives) {
  static final Evidence NONE = new Evidence(false, false);

  Evidence and(Evidence later) {
    return new Evidence(opens || later.opens, gives || later.gives);
  }

  /** Whether all that was seen before is still so. */
  boolean covers(Evidence before) {
    return (opens || !before.opens) && (gives || !before.gives);
  }
}
