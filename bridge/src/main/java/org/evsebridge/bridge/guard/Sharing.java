package org.evsebridge.bridge.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;

/**
 * Shares the room on the phases among modules: first everybody's least in their order, as long as
 * it fits on each phase, then an ampere more for each in turn until a phase is full. So nobody has
 * more than another who could use it, and the sum on no phase is above its room but for what
 * somebody keeps.
 */
final class Sharing {
  private Sharing() {}

  /**
   * What a module may be given.
   *
   * @param phases those it loads
   * @param min what it needs at least, in amperes
   * @param most what it may get at most, in amperes; less than {@code min} for nothing
   * @param keeps whether it has its least already and keeps it even where that does not fit, so
   *     that nobody else gets more beside it
   */
  record Claim(List<Phase> phases, int min, int most, boolean keeps) {}

  /**
   * @param room what is free on each phase, in amperes; may be negative
   * @return whole amperes for each claim in its order: 0, or its least and more
   */
  static List<Integer> of(PerPhase room, List<Claim> claims) {
    List<Integer> given = new ArrayList<>(Collections.nCopies(claims.size(), 0));
    PerPhase left = room;
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      if (claim.most >= claim.min && (claim.keeps || fits(left, claim, claim.min))) {
        given.set(i, claim.min);
        left = take(left, claim, claim.min);
      }
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < claims.size(); i++) {
        Claim claim = claims.get(i);
        if (given.get(i) > 0 && given.get(i) < claim.most && fits(left, claim, 1)) {
          given.set(i, given.get(i) + 1);
          left = take(left, claim, 1);
          changed = true;
        }
      }
    }
    return List.copyOf(given);
  }

  private static boolean fits(PerPhase left, Claim claim, int amperes) {
    for (Phase phase : claim.phases) {
      if (left.get(phase) < amperes) {
        return false;
      }
    }
    return true;
  }

  private static PerPhase take(PerPhase left, Claim claim, int amperes) {
    PerPhase taken = left;
    for (Phase phase : claim.phases) {
      taken = taken.plus(PerPhase.on(phase, -amperes));
    }
    return taken;
  }
}
