package org.evsebridge.bridge.ser2net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.net.ClientChannel;
import org.junit.jupiter.api.Test;

/** The real one ends a client with a time-out of n seconds at its look n + 1: seen for 1 to 4. */
class IdlenessTest {
  private final Idleness idleness = new Idleness(ClientChannel::activity);
  private final ClientChannel client = new ClientChannel(new EmbeddedChannel(), 1000);

  private List<ClientChannel> look(int timeout) {
    return idleness.tick(List.of(client), any -> Duration.ofSeconds(timeout));
  }

  @Test
  void aClientWithATimeoutOfTwoSecondsIsOverAtTheThirdLook() {
    assertThat(look(2)).isEmpty();
    assertThat(look(2)).isEmpty();
    assertThat(look(2)).containsExactly(client);
  }

  @Test
  void whatTheClientDoesStartsItsTimeAnew() {
    look(1);
    client.countActivity();
    assertThat(look(1)).isEmpty();
    client.send(new byte[1]); // and what it takes does too
    assertThat(look(1)).isEmpty();
    assertThat(look(1)).containsExactly(client);
  }

  @Test
  void withoutATimeoutAClientMayBeIdleForEver() {
    for (int i = 0; i < 1000; i++) {
      assertThat(look(0)).isEmpty();
    }
  }
}
