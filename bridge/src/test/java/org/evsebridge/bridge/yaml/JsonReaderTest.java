package org.evsebridge.bridge.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {
  @Test
  void readsJsonIntoTheNodesThatYamlGives() throws ConfigException {
    String text = "{\n\t\"a\": [1, 2.50, true, null, \"\\/x\"],\n\t\"b\": {\"c\": \"d\"}\n}";
    YamlNode.Mapping top = (YamlNode.Mapping) JsonReader.read("body", text).get(0);
    YamlNode.Sequence list = (YamlNode.Sequence) top.entries().get(0).value();
    assertThat(list.items())
        .extracting(item -> ((YamlNode.Scalar) item).text())
        .containsExactly("1", "2.50", "true", "", "/x");
    assertThat(((YamlNode.Scalar) list.items().get(3)).isNull()).isTrue();
    assertThat(top.entries().get(1).at()).isEqualTo(new Position("body", 3, 2));
    assertThat(top.entries().get(1).value()).isInstanceOf(YamlNode.Mapping.class);
  }

  @Test
  void keepsARepeatedKey() throws ConfigException {
    YamlNode.Mapping top = (YamlNode.Mapping) JsonReader.read("body", "{\"a\":1,\"a\":2}").get(0);
    assertThat(top.entries()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a: 1       | body:1:
          {a: 1}     | body:1:2: this is not JSON: Unexpected character ('a'
          {"a": 1    | body:1:
          {"a": 010} | body:1:8: this is not JSON: Invalid numeric value
          {"a": "b   | body:1:
          [1,]       | body:1:4: this is not JSON: Unexpected character (']'
          {} x       | body:1:
          """)
  void saysInOneLineWhereATextIsNotJson(String text, String place) {
    assertThatThrownBy(() -> JsonReader.read("body", text))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(place)
        .hasMessageContaining("this is not JSON: ")
        .hasMessageNotContaining("Source")
        .message()
        .hasLineCount(1);
  }

  @Test
  void refusesBlocksThatStandTooDeepInOneAnother() {
    assertThatThrownBy(() -> JsonReader.read("body", "[".repeat(5000)))
        .hasMessageMatching("body:1:\\d+: .*64 deep.*");
  }
}
