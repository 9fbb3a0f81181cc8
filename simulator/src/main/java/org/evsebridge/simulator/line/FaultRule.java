package org.evsebridge.simulator.line;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A fault and which requests it is applied to.
 *
 * @param text the rule in a few words
 */
public record FaultRule(LineFault fault, FaultScope scope, String text) {
  /**
   * Why it would never apply on a line.
   *
   * @param ways those into the line
   * @return a sentence; empty when there is a way on which it applies
   */
  public Optional<String> inVain(String line, Set<Way> ways) {
    return ways.stream().anyMatch(fault::appliesOn)
        ? Optional.empty()
        : Optional.of(
            "'"
                + text
                + "' would strike nothing on line '"
                + line
                + "', which is reached by "
                + Way.keys(ways)
                + " only: it strikes on "
                + Way.keys(fault::appliesOn));
  }

  /** The ways into a line on which it applies, by name. */
  public List<String> appliesOn(Set<Way> ways) {
    return ways.stream().filter(fault::appliesOn).map(Way::key).toList();
  }
}
