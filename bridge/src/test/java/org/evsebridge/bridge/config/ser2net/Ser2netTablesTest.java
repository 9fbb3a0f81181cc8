package org.evsebridge.bridge.config.ser2net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.evsebridge.bridge.testing.Documents;
import org.junit.jupiter.api.Test;

/** The tables of bridge/docs/ser2net.md: what this program makes of a ser2net.yaml. */
class Ser2netTablesTest {
  @Test
  void theDocumentationSaysWhatBecomesOfEveryOption() throws Exception {
    StringBuilder table = new StringBuilder("| option | default | here |\n|---|---|---|\n");
    for (Ser2netOption<?> option : Ser2netOption.all()) {
      table.append(
          row("`" + option.key() + "`", option.term().defaultValue(), option.term().here()));
    }
    Documents.requireTable("ser2net options", table.toString());
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  @Test
  void everyRowSaysWhatItIsForOrWhyNot() {
    Stream.of(
            Ser2netOption.all().stream().map(Ser2netOption::term),
            Stream.of(Ser2netKey.values()).map(Ser2netKey::term),
            Stream.of(GensioArgument.values()).map(GensioArgument::term),
            Stream.of(GensioName.values()).map(GensioName::term))
        .flatMap(rows -> rows)
        .forEach(term -> assertThat(term.says()).as(term.name()).isNotBlank());
  }

  @Test
  void theDocumentationSaysWhatBecomesOfEveryKey() throws Exception {
    StringBuilder table = new StringBuilder("| key | in | default | here |\n|---|---|---|---|\n");
    for (Ser2netKey key : Ser2netKey.values()) {
      table.append(
          row(
              inBothGrammars(key),
              key.block().map(Ser2netTablesTest::inBothGrammars).orElse("the file"),
              key.defaultValue(),
              key.term().here()));
    }
    Documents.requireTable("ser2net keys", table.toString());
  }

  private static String inBothGrammars(Ser2netKey key) {
    return key.text().equals(key.second())
        ? "`" + key.text() + "`"
        : "`" + key.text() + "`, `" + key.second() + "`";
  }

  @Test
  void theDocumentationSaysWhatBecomesOfEveryArgument() throws Exception {
    StringBuilder table =
        new StringBuilder("| of | argument | default | here |\n|---|---|---|---|\n");
    for (GensioArgument argument : GensioArgument.values()) {
      table.append(
          row(
              "`" + argument.gensio().text() + "`",
              "`" + argument.key() + "`",
              argument.defaultValue(),
              argument.term().here()));
    }
    Documents.requireTable("ser2net arguments", table.toString());
  }

  @Test
  void theDocumentationSaysWhatBecomesOfEveryLayerAndEnd() throws Exception {
    StringBuilder table = new StringBuilder("| name | here |\n|---|---|\n");
    for (GensioName name : GensioName.values()) {
      table.append(row("`" + name.text() + "`", name.term().here()));
    }
    Documents.requireTable("ser2net layers and ends", table.toString());
  }
}
