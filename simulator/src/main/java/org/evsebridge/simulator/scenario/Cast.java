package org.evsebridge.simulator.scenario;

import java.util.Optional;

/**
 * Who takes part in a run beside the station, as far as the words of events need them.
 *
 * @param hasBridge whether there is a bridge, which has a guard
 * @param program the controller, if it is one outside
 */
record Cast(boolean hasBridge, boolean hasController, Optional<OutsideProgram> program) {
  /** What an action needs that is not there, or why it cannot be done to who is. */
  Optional<String> missing(Action action) {
    if (action.isOfBridge() && !hasBridge) {
      return Optional.of("there is no bridge here; give 'rig' a 'bridge: {guard: …}'");
    }
    if (action.isOfController() && !hasController) {
      return Optional.of("there is no controller here; give the scenario a 'controller'");
    }
    return ofProgram(action).map(why -> "'" + action.text() + "' " + why);
  }

  /** Words for programs outside need one, which keeps real time. */
  private Optional<String> ofProgram(Action action) {
    if (action.isOfEvcc() && program.flatMap(OutsideProgram::evcc).isEmpty()) {
      return Optional.of("needs 'controller: {evcc: …}'");
    }
    if (action.isOfHttp() && program.isEmpty()) {
      return Optional.of("needs a controller outside: time is real there");
    }
    if (action.isOfOurRule() && program.isPresent()) {
      return Optional.of("is for a rule of ours alone: a program outside dies and starts");
    }
    boolean isElsewhere = program.filter(OutsideProgram::isElsewhere).isPresent();
    return action.isOfController() && isElsewhere
        ? Optional.of("needs a 'command': a program that somebody else starts is his to end")
        : Optional.empty();
  }
}
