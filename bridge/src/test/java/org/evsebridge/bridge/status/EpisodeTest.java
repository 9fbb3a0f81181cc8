package org.evsebridge.bridge.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpisodeTest {
  private final Episode episode = new Episode();

  @Test
  void startsOnceHoweverOftenTheTroubleComes() {
    assertThat(episode.isOn()).isFalse();
    assertThat(episode.starts()).isTrue();
    assertThat(episode.starts()).isFalse();
    assertThat(episode.starts()).isFalse();
    assertThat(episode.isOn()).isTrue();
    assertThat(episode.end()).isEqualTo(3);
    assertThat(episode.isOn()).isFalse();
    assertThat(episode.end()).isZero();
    assertThat(episode.starts()).isTrue();
  }

  @Test
  void anotherReasonIsNewsAndTheSameAgainIsNot() {
    assertThat(episode.isNews("refused")).isTrue();
    assertThat(episode.isNews("refused")).isFalse();
    assertThat(episode.isNews("no such host")).isTrue();
    assertThat(episode.isNews("refused")).isTrue();
    assertThat(episode.end()).isEqualTo(4);
    assertThat(episode.isNews("refused")).isTrue();
  }
}
