package org.evsebridge.bridge.guard;

import org.evsebridge.bridge.config.guard.GuardedModule;

/**
 * What a client has written to 0x0201 last: the limit in the low half, and in the high half one
 * that replaces it for two seconds (firmware 2.10.8, observed). A high half of 0 beside a limit
 * that charges is what the maker's sketches write; they mean the limit, so it counts at once.
 *
 * @param word as it was written
 * @param at when, in milliseconds
 */
record Wish(int word, long at) {
  /** In the high half: no limit for the next two seconds. */
  static final int NONE = 0xFF;

  /** How long the high half is the limit, in milliseconds. */
  static final long HIGH_LASTS = 2_000;

  /** What the module would allow now, in amperes: 0, or 6 and more. */
  int amperes(long now) {
    int low = word & 0xFF;
    int high = word >> 8 & 0xFF;
    boolean highCounts =
        high != NONE && now - at < HIGH_LASTS && !(high == 0 && low >= GuardedModule.LEAST_AMPERES);
    int wanted = highCounts ? high : low;
    return wanted < GuardedModule.LEAST_AMPERES ? 0 : wanted;
  }

  /** What a read of 0x0201 gives the clients: their own word, as the module would show it. */
  int shown(long now) {
    return now - at < HIGH_LASTS ? word : NONE << 8 | word & 0xFF;
  }
}
