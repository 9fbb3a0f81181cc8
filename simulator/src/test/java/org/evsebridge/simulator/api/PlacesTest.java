package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Places places = new Places(2);

  private EmbeddedChannel caller() {
    EmbeddedChannel caller = new EmbeddedChannel();
    places.take(caller);
    return caller;
  }

  @Test
  void whoIsAwaitedLongestMakesRoom() {
    EmbeddedChannel first = caller();
    EmbeddedChannel second = caller();
    EmbeddedChannel third = caller();
    assertThat(first.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
    assertThat(third.isOpen()).isTrue();
  }

  @Test
  void whoIsBeingAnsweredStays() {
    EmbeddedChannel first = caller();
    EmbeddedChannel second = caller();
    places.answers(first);
    EmbeddedChannel third = caller();
    assertThat(first.isOpen()).isTrue();
    assertThat(second.isOpen()).isFalse();
    places.answers(third);
    assertThat(caller().isOpen()).as("all others are being answered").isFalse();
    places.awaits(first);
    assertThat(caller().isOpen()).isTrue();
    assertThat(first.isOpen()).as("answered, and awaited again").isFalse();
  }

  @Test
  void aPlaceIsFreeWhenItsCallerHasGone() {
    EmbeddedChannel first = caller();
    EmbeddedChannel second = caller();
    places.answers(first);
    places.answers(second);
    first.close();
    assertThat(caller().isOpen()).isTrue();
    assertThat(second.isOpen()).isTrue();
  }
}
