package org.evsebridge.bridge.guard;

import org.evsebridge.bridge.config.guard.GuardedModule;

/**
 * A module is treated otherwise than before.
 *
 * @param granted in amperes
 * @param wish what the clients wish, in amperes
 * @param cause such as "L1 27.3 A of 25 A"; empty when the guard limits nothing
 */
public record Change(GuardedModule module, GuardState state, int granted, int wish, String cause) {
  /** One line for the log. */
  @Override
  public String toString() {
    String what =
        switch (state) {
          case START, BLIND ->
              granted < wish ? "limited to " + granted + " A" : "has its " + wish + " A";
          case FREE -> "has its " + wish + " A";
          case LIMITED -> "limited to " + granted + " A";
          case PAUSED -> "paused";
          case LOST -> "does not answer";
        };
    return module + " " + what + (cause.isEmpty() ? "" : ": " + cause);
  }
}
