package org.evsebridge.bridge.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.evsebridge.bridge.BridgeConfig;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Ser2netExamplesTest {
  static List<Path> examples() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("..", "ser2net-examples"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void areTakenByTheBridgeWithoutAProblem(Path example) throws Exception {
    Problems problems = new Problems();
    BridgeConfig config = BridgeReader.read(List.of(example), problems);
    assertThat(problems.all()).isEmpty();
    assertThat(config.isEmpty()).isFalse();
  }
}
