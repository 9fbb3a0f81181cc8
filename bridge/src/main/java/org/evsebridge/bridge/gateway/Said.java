package org.evsebridge.bridge.gateway;

/** What a frame that came means. */
enum Said {
  /** It answers the request that is under way. */
  ANSWER,
  /** It answers one that nobody waits for any longer. */
  LATE,
  /** It answers nothing that was asked. */
  NOTHING_ASKED
}
