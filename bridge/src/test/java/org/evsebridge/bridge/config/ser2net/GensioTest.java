package org.evsebridge.bridge.config.ser2net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GensioTest {
  @Test
  void aStackIsTakenApartLayerByLayer() throws Ser2netFault {
    assertThat(Gensio.parse("telnet(rfc2217, x=1) , tcp,2000"))
        .isEqualTo(new Gensio("telnet", List.of("rfc2217", "x=1"), "tcp,2000"));
    assertThat(Gensio.parse("tcp,localhost,2000"))
        .isEqualTo(new Gensio("tcp", List.of(), "localhost,2000"));
    assertThat(Gensio.parse("tcp(nodelay)")).isEqualTo(new Gensio("tcp", List.of("nodelay"), ""));
    assertThat(Gensio.parse("dummy")).isEqualTo(new Gensio("dummy", List.of(), ""));
  }

  @Test
  void quotesAndBackslashesKeepAnArgumentTogether() throws Ser2netFault {
    assertThat(Gensio.parse("ssl(CA=/a\\ b/,key=\"c, (d\"),tcp,1").arguments())
        .containsExactly("CA=/a b/", "key=c, (d");
  }

  @Test
  void parenthesesMustMatchAndBeFollowedByAComma() {
    assertThatThrownBy(() -> Gensio.parse("tcp(nodelay,2000"))
        .isInstanceOf(Ser2netFault.class)
        .hasMessageContaining("never closed");
    assertThatThrownBy(() -> Gensio.parse("tcp(nodelay)2000"))
        .isInstanceOf(Ser2netFault.class)
        .hasMessageContaining("comma");
  }
}
