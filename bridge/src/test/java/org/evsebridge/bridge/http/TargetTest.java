package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetTest {
  @Test
  void aPathStandsAloneOrInAWholeAddress() {
    assertThat(Target.of("/api?x=/y")).contains(new Target(Optional.empty(), "/api"));
    assertThat(Target.of("HTTP://Meter:81/api/v1/data?x"))
        .contains(new Target(Optional.of("Meter:81"), "/api/v1/data"));
    assertThat(Target.of("http://meter")).contains(new Target(Optional.of("meter"), "/"));
    assertThat(Target.of("*")).isEmpty();
    assertThat(Target.of("meter:80")).isEmpty();
  }
}
