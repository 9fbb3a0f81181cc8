package org.evsebridge.bridge.ser2net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientPlacesTest {
  private final ClientPlaces<String> places = new ClientPlaces<>(3);

  @Test
  void aNewClientTakesTheLowestFreePlace() {
    places.take("a");
    places.take("b");
    places.take("c");
    places.leave("a");
    places.take("d");

    assertThat(places.clients()).containsExactly("d", "b", "c");
  }

  @Test
  void aClientBeyondTheLastPlaceIsRefused() {
    places.take("a");
    places.take("b");
    places.take("c");

    assertThat(places.take("d")).isFalse();
    assertThat(places.clients()).containsExactly("a", "b", "c");
  }

  @Test
  void theHighestPlaceIsTheOneToGiveWay() {
    places.take("a");
    places.take("b");
    places.take("c");

    assertThat(places.vacateHighest()).contains("c");
    assertThat(places.take("d")).isTrue();
    assertThat(places.vacateHighest()).contains("d");
  }

  @Test
  void nobodyIsThereOnceAllHaveLeft() {
    assertThat(places.isEmpty()).isTrue();
    places.take("a");
    assertThat(places.isEmpty()).isFalse();
    assertThat(places.leave("a")).isTrue();
    assertThat(places.leave("a")).isFalse();
    assertThat(places.isEmpty()).isTrue();
  }
}
