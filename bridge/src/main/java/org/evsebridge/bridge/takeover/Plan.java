package org.evsebridge.bridge.takeover;

import java.nio.file.Path;
import java.util.List;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;

/** What files would have the bridge serve in ser2net's place. */
public record Plan(List<Ser2netConnection> connections, List<P1Config> meters) {
  /** Reads files; any fault refuses the takeover. */
  public interface Reader {
    Plan read(List<Path> files) throws Takeover.Refused;
  }

  /** Whether it holds nothing that ser2net could have served. */
  boolean isEmpty() {
    return connections.isEmpty() && meters.isEmpty();
  }
}
