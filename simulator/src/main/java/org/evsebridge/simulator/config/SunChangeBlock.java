package org.evsebridge.simulator.config;

import java.util.Optional;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.simulator.house.Sun;

/** What can be changed of the sun while it shines. */
public final class SunChangeBlock {
  private static final Key<Optional<Double>> PEAK =
      Key.number("peak", 0, 100_000)
          .optional("the panels that are there")
          .says("W; what other panels give at their best, on all phases together, in their place");

  private static final Key<Optional<Double>> CLOUDS =
      Key.number("clouds", 0, 1)
          .optional("as they are")
          .says("the share of the sun that they take");

  private static final Key<Optional<Double>> WATTS =
      Key.number("watts", 0, 100_000)
          .optional("as it is")
          .says("W; what the panels give whatever the sky does, until 'peak' or 'clouds' is told");

  /** Its keys. */
  public static final Block<Sun.Change> BLOCK =
      Block.of(PEAK, CLOUDS, WATTS)
          .making(given -> new Sun.Change(given.get(PEAK), given.get(CLOUDS), given.get(WATTS)));

  private SunChangeBlock() {}
}
