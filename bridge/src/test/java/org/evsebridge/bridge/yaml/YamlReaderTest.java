package org.evsebridge.bridge.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.yaml.YamlNode.Mapping;
import org.evsebridge.bridge.yaml.YamlNode.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
  private static Mapping mapping(String text) throws ConfigException {
    return (Mapping) YamlReader.read("f.yaml", text).get(0);
  }

  @Test
  void keepsRepeatedKeysInOrderWithTheirAnchorsAndPlaces() throws ConfigException {
    Mapping top =
        mapping(
            """
            %YAML 1.1
            ---
            connection: &one
                enable: on
            connection: &two
                enable: off
            """);
    assertThat(top.entries())
        .extracting(YamlNode.Entry::key)
        .containsExactly("connection", "connection");
    assertThat(top.entries())
        .extracting(e -> e.value().anchor())
        .containsExactly(Optional.of("one"), Optional.of("two"));
    assertThat(top.entries().get(1).at()).isEqualTo(new Position("f.yaml", 5, 1));
  }

  @Test
  void foldsAPlainTextOverLines() throws ConfigException {
    Mapping top = mapping("connector: serialdev,\n   /dev/ttyUSB0,\n   115200n81\n");
    assertThat(((Scalar) top.entries().get(0).value()).text())
        .isEqualTo("serialdev, /dev/ttyUSB0, 115200n81");
  }

  @ParameterizedTest
  @CsvSource({
    "on,on",
    "007,007",
    "0x1F,0x1F",
    "1e3,1e3",
    "true,true",
    "2026-11-22,2026-11-22",
    "1_000,1_000"
  })
  void leavesAPlainValueAsItWasWritten(String written, String text) throws ConfigException {
    assertThat(((Scalar) mapping("a: " + written).entries().get(0).value()).text()).isEqualTo(text);
  }

  @Test
  void tellsNothingFromAnEmptyText() throws ConfigException {
    Mapping top = mapping("a:\nb: ''\nc: ~\n");
    assertThat(top.entries())
        .extracting(e -> ((Scalar) e.value()).isNull())
        .containsExactly(true, false, true);
  }

  @Test
  void putsWhatAnAnchorHeldWhereItsAliasStands() throws ConfigException {
    Mapping top = mapping("a: &x [1, 2]\nb: *x\n");
    assertThat(top.entries().get(1).value()).isEqualTo(top.entries().get(0).value());
  }

  @Test
  void readsOnBehindAnAliasOfNothing() throws ConfigException {
    Mapping top = mapping("a: [*b, c]\nb: &b 1\nc: &c [*c]\n");
    assertThat(top.entries())
        .extracting(YamlNode.Entry::value)
        .first()
        .isInstanceOfSatisfying(
            YamlNode.Sequence.class,
            list ->
                assertThat(list.items().get(0))
                    .isEqualTo(new YamlNode.Dangling(new Position("f.yaml", 1, 5), "b")));
    assertThat(top.entries()).hasSize(3);
  }

  @Test
  void refusesAliasesThatGrowWithoutEnd() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String before = "*a" + (i - 1);
      text.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(before, before))));
    }
    assertThatThrownBy(() -> YamlReader.read("f.yaml", text.toString()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("more than 100000 values")
        .message()
        .hasLineCount(1);
  }

  @Test
  void readsSeveralDocuments() throws ConfigException {
    assertThat(YamlReader.read("f.yaml", "a: 1\n---\nb: 2\n")).hasSize(2);
    assertThat(YamlReader.read("f.yaml", "# nothing\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a: b: c'           | f.yaml:1:5
          'a: [1, 2'          | f.yaml:1
          'a: "never closed'  | f.yaml:1
          'a: 1~	b: 2'       | f.yaml:2:1
          'a: "x\\0"'          | f.yaml:1:4
          'a: "\\x~"'          | f.yaml:1:7: this is not YAML: expected escape sequence
          'a: 1~b: "\\x'       | f.yaml:2:7: this is not YAML: this escape stands for no character
          'a: "\\UFFFFFFFF"'   | this escape stands for no character
          """)
  void saysInOneLineWhereATextIsNotYaml(String text, String place) {
    assertThatThrownBy(() -> YamlReader.read("f.yaml", text.replace('~', '\n')))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains(place)
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a:~  b: 1~ c: 2 | f.yaml:3:2: this is not YAML: the indentation of this line",
        "a:~  b: 1~  - c | f.yaml:3:3: this is not YAML: the indentation of this line",
        "a: 1~  b: 2     | f.yaml:2:4: this is not YAML: no key can stand here"
      })
  void saysOfAWrongIndentationThatItIsOne(String text, String expected) {
    assertThatThrownBy(() -> YamlReader.read("f.yaml", text.replace('~', '\n')))
        .hasMessageStartingWith(expected);
  }

  @ParameterizedTest
  @CsvSource({"[,0", "'{a: ',0", "[,5000", "'{a: ',5000", "'- ',5000"})
  void refusesBlocksThatStandTooDeepInOneAnother(String open, int more) {
    String text = "a:\n  " + open.repeat(65 + more) + "x";
    assertThatThrownBy(() -> YamlReader.read("f.yaml", text))
        .isInstanceOf(ConfigException.class)
        .hasMessageMatching("f.yaml:2:\\d+: .*64 deep.*")
        .message()
        .hasLineCount(1);
  }

  @Test
  void readsBlocksAsDeepAsTheyMayBeAnyNumberOfTimes() throws ConfigException {
    String deep = "[".repeat(63) + "]".repeat(63);
    assertThat(mapping("a: " + deep + "\nb: " + deep + "\n").entries()).hasSize(2);
  }

  @Test
  void saysWhyAFileCannotBeRead(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> YamlReader.read(folder.resolve("none.yaml")))
        .hasMessageContaining("none.yaml")
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> YamlReader.read(folder)).hasMessageContaining("it is a folder");
    Path latin1 = Files.write(folder.resolve("l.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
    assertThatThrownBy(() -> YamlReader.read(latin1)).hasMessageContaining("it is not UTF-8 text");
  }

  @Test
  void neverThrowsAnythingElseWhateverTheBytes() {
    java.util.Random random = new java.util.Random(20261122);
    String alphabet = "abxU:-[]{}&*!|>'\"\"%@`#,?\n \t\\\\0~";
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        List<YamlNode> documents = YamlReader.read("f.yaml", text.toString());
        assertThat(documents).isNotNull();
      } catch (ConfigException e) {
        assertThat(e.problems()).hasSize(1);
      }
    }
  }
}
