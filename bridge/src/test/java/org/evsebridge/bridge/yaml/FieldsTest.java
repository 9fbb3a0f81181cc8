package org.evsebridge.bridge.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {
  private enum Colour {
    RED,
    DARK_BLUE
  }

  private final Problems problems = new Problems();

  private Fields fields(String text) throws ConfigException {
    return Fields.of(YamlReader.read("f.yaml", text).get(0), problems);
  }

  private String onlyProblem() {
    assertThat(problems.all()).hasSize(1);
    return problems.all().get(0).toString();
  }

  @Test
  void givesEachKeyByItsType() throws ConfigException {
    Fields fields =
        fields(
            "t: x\ni: 0x10\nn: -1.5\nf: on\nd: 1m30s\nc: dark-blue\nb: {k: 1}\nl: [1, 2]\nnothing:\n");
    assertThat(fields.has("t")).isTrue();
    assertThat(fields.has("nothing")).as("a key without a value").isFalse();
    assertThat(fields.text("t")).contains("x");
    assertThat(fields.integer("i", 0, 20)).contains(16);
    assertThat(fields.number("n", -2, 2)).contains(-1.5);
    assertThat(fields.flag("f")).contains(true);
    assertThat(fields.duration("d")).contains(Duration.ofSeconds(90));
    assertThat(fields.choice("c", Colour.class)).contains(Colour.DARK_BLUE);
    assertThat(fields.block("b").orElseThrow().integer("k", 0, 1)).contains(1);
    assertThat(fields.list("l")).hasSize(2);
    assertThat(fields.text("nothing")).isEmpty();
    fields.done();
    assertThat(problems.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          i: 21        | f.yaml:1:4: 'i' must be a whole number from 0 to 20, found '21'
          i: -1        | f.yaml:1:4: 'i' must be a whole number from 0 to 20, found '-1'
          i: 1.0       | f.yaml:1:4: 'i' must be a whole number from 0 to 20, found '1.0'
          i: 99999999999999999999 | f.yaml:1:4: 'i' must be a whole number from 0 to 20, found '99999999999999999999'
          i: [1]       | f.yaml:1:4: 'i' must be a whole number from 0 to 20, found a list
          """)
  void saysWhereAndWhatIsWrong(String text, String problem) throws ConfigException {
    assertThat(fields(text).integer("i", 0, 20)).isEmpty();
    assertThat(onlyProblem()).isEqualTo(problem);
  }

  @Test
  void takesANumberWithLeadingZerosAsDecimal() throws ConfigException {
    assertThat(fields("i: 010").integer("i", 0, 20)).contains(10);
  }

  @Test
  void reportsKeysThatNobodyAskedFor() throws ConfigException {
    Fields fields = fields("port: 1\nprot: 2\n");
    fields.integer("port", 0, 65535);
    fields.done();
    assertThat(onlyProblem()).isEqualTo("f.yaml:2:1: 'prot' is not known here; known are port");
  }

  @Test
  void reportsAKeyThatStandsTwice() throws ConfigException {
    assertThat(fields("a: 1\na: 2\n").integer("a", 0, 9)).contains(1);
    assertThat(onlyProblem())
        .isEqualTo("f.yaml:2:1: 'a' stands here a second time; the first is in line 1");
  }

  @Test
  void reportsWhatIsNoBlock() throws ConfigException {
    fields("- a\n").done();
    assertThat(onlyProblem()).isEqualTo("f.yaml:1:1: expected a block of keys, found a list");
  }
}
