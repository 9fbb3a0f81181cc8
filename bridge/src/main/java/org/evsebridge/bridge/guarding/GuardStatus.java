package org.evsebridge.bridge.guarding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.guard.Change;
import org.evsebridge.bridge.guard.GuardState;
import org.evsebridge.bridge.guard.Handle;

/**
 * What a load guard sees and does at one moment.
 *
 * @param fuse in amperes
 * @param grid what the last telegram said of each phase, in amperes
 * @param telegramAge how long ago that was, in milliseconds; empty before the first
 * @param telegrams how many it has seen since its start
 */
public record GuardStatus(
    String name,
    int fuse,
    PerPhase grid,
    OptionalLong telegramAge,
    long telegrams,
    List<Module> modules) {

  /**
   * How a module is treated.
   *
   * @param change its state, what it is granted and wished, and why
   * @param safe what it falls back to by itself, in amperes
   * @param controllerIsSilent whether nobody steers it any more who once did
   */
  public record Module(
      Change change, int safe, Handle handle, boolean controllerIsSilent, Counts counts) {
    /** One line for a person. */
    @Override
    public String toString() {
      GuardState state = change.state();
      return String.format(
          Locale.ROOT,
          "%s, %s: %s, granted %d A of a wish of %d A, falls back to %d A (%s)%s%s; %s",
          change.module().line(),
          change.module(),
          state.name().toLowerCase(Locale.ROOT),
          change.granted(),
          change.wish(),
          safe,
          handle.name().toLowerCase(Locale.ROOT),
          controllerIsSilent ? ", controller silent" : "",
          change.cause().isEmpty() ? "" : ", " + change.cause(),
          counts);
    }
  }

  /**
   * What was done at a module.
   *
   * @param changes how often it was treated otherwise than before
   * @param pauses how often its car was stopped
   * @param heartbeats writes that only renewed what stood
   * @param requests all that the guard itself asked of it
   * @param failures those without a usable answer
   */
  public record Counts(long changes, long pauses, long heartbeats, long requests, long failures) {
    @Override
    public String toString() {
      return changes
          + " changes, "
          + pauses
          + " pauses, "
          + heartbeats
          + " heartbeats, "
          + requests
          + " requests, "
          + failures
          + " failed";
    }
  }

  /** A line for the house, and one for each module. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    String age =
        telegramAge.isEmpty()
            ? "no telegram yet"
            : "last telegram " + telegramAge.getAsLong() / 1000.0 + " s ago";
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: L1 %.1f A, L2 %.1f A, L3 %.1f A, %s, %d telegrams",
            name,
            grid.l1(),
            grid.l2(),
            grid.l3(),
            age,
            telegrams));
    modules.forEach(module -> lines.add(module.toString()));
    return lines;
  }
}
