package org.evsebridge.simulator.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problem;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;

/**
 * A block of keys in a line of text, such as {@code preset=hybrid soc=40}: the same keys as in a
 * file and over the control API.
 */
final class Pairs {
  /** One or more of them. */
  static final String PATTERN = "[a-z-]+=\\S+(?: [a-z-]+=\\S+)*";

  private static final Position HERE = new Position("words", 1, 1);

  private Pairs() {}

  /**
   * Reads them.
   *
   * @throws WrongValue with everything that is wrong with them
   */
  static <T> T read(Block<T> block, String text) {
    List<YamlNode.Entry> entries = new ArrayList<>();
    for (String pair : text.split(" ")) {
      int equals = pair.indexOf('=');
      entries.add(
          new YamlNode.Entry(
              HERE,
              pair.substring(0, equals),
              new YamlNode.Scalar(HERE, Optional.empty(), pair.substring(equals + 1), false)));
    }
    Problems problems = new Problems();
    Optional<T> value = block.read(new YamlNode.Mapping(HERE, Optional.empty(), entries), problems);
    if (!problems.isEmpty()) {
      throw new WrongValue(
          problems.all().stream().map(Problem::text).collect(Collectors.joining("; ")));
    }
    return value.orElseThrow();
  }
}
