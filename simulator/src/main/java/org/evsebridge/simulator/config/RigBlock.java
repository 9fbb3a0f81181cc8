package org.evsebridge.simulator.config;

import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.station.StationSettings;

/** The keys of a rig.yaml. */
public final class RigBlock {
  private static final Key<Values> BRIDGE =
      Key.of("bridge", BridgeBlock.BLOCK)
          .or("", given -> BridgeBlock.BLOCK.defaults())
          .says("the bridge in front of the station")
          .shown();

  private static final Key<HttpSettings> HTTP =
      Key.of("http", HttpSettings.BLOCK)
          .or("", given -> HttpSettings.DEFAULT)
          .says("the control API")
          .shown();

  /** The keys of the whole file. */
  public static final Block<RigFile> BLOCK =
      Block.of()
          .and(StationBlock.BLOCK)
          .and(Block.of(BRIDGE, HTTP))
          .making(given -> rig(given, given.get(HTTP)));

  /** The keys of a rig that needs no control API: it is part of a scenario. */
  public static final Block<RigFile> IN_SCENARIO =
      Block.of()
          .and(StationBlock.BLOCK)
          .and(Block.of(BRIDGE))
          .making(given -> rig(given, HttpSettings.DEFAULT));

  private RigBlock() {}

  private static RigFile rig(Values given, HttpSettings http) {
    StationSettings station = StationBlock.BLOCK.from(given);
    return new RigFile(station, BridgeBlock.settings(given.get(BRIDGE), station), http);
  }
}
