package org.evsebridge.bridge.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {
  private record Line(int port, String frameSilence, List<String> names) {}

  private record File(List<Line> lines, boolean isOpen) {}

  @Test
  void writesRecordsAsAPersonWritesKeys() {
    File file = new File(List.of(new Line(1502, "250ms", List.of("a", "b c"))), true);
    assertThat(YamlWriter.of("One line.\nAnother one.", file))
        .isEqualTo(
            """
            # One line.
            # Another one.
            lines:
              - port: 1502
                frame-silence: 250ms
                names:
                  - a
                  - b c
            is-open: true
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "on",
        "no",
        "true",
        "null",
        "~",
        "",
        "10",
        "0x10",
        "1e3",
        "a: b",
        "a #b",
        "#a",
        "*a",
        "&a",
        "- a",
        "[a",
        "{a",
        "%a",
        "'a'",
        "\"a\"",
        "a\nb",
        " a ",
        "::1",
        "127.0.0.1",
        "a\\b",
        "é"
      })
  void quotesWhatWouldBeReadAsSomethingElse(String value) throws Exception {
    String text = YamlWriter.of("", List.of(value));
    YamlNode.Sequence list = (YamlNode.Sequence) YamlReader.read("text", text).get(0);
    assertThat(list.items().get(0))
        .isInstanceOfSatisfying(
            YamlNode.Scalar.class,
            scalar -> {
              assertThat(scalar.text()).isEqualTo(value);
              assertThat(scalar.isNull()).isFalse();
            });
    if (List.of("on", "no", "true", "10", "0x10", "1e3").contains(value)) {
      assertThat(text).as("another reader would make it no text").contains("\"" + value + "\"");
    }
  }

  @Test
  void writesAnAnchorWhereItIsTold() {
    String text =
        YamlWriter.of(
            "",
            out -> {
              out.writeStartObject();
              out.writeFieldName("connection");
              out.writeObjectId("meter");
              YamlWriter.write(out, List.of("a"));
              out.writeEndObject();
            });
    assertThat(text).isEqualTo("connection: &meter\n  - a\n");
  }

  @Test
  void leavesOutWhatARecordDoesNotHave() {
    assertThat(YamlWriter.of("", new Line(1502, null, List.of("a"))))
        .isEqualTo("port: 1502\nnames:\n  - a\n");
  }

  @Test
  void refusesWhatIsNoValueOfAFile() {
    assertThatThrownBy(() -> YamlWriter.of("", List.of(new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no YAML for");
  }
}
