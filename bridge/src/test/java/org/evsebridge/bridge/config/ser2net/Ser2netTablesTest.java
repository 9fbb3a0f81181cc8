package org.evsebridge.bridge.config.ser2net;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.yaml.Durations;
import org.junit.jupiter.api.Test;

/** The tables of bridge/docs/ser2net.md: what this program makes of a ser2net.yaml. */
class Ser2netTablesTest {
  /** Defaults that need no word. */
  private static final Set<Object> NOTHING =
      Set.of("", List.of(), Optional.empty(), RemoteAddresses.ANY);

  @Test
  void theDocumentationSaysWhatBecomesOfEveryOption() throws Exception {
    StringBuilder table = new StringBuilder("| option | default | here |\n|---|---|---|\n");
    for (Ser2netOption<?> option : Ser2netOption.all()) {
      table.append(
          "| `%s` | %s | %s |\n".formatted(option.key(), standard(option), support(option)));
    }
    Documents.requireTable("ser2net options", table.toString());
  }

  private static String standard(Ser2netOption<?> option) {
    Object standard = option.standard();
    if (standard instanceof Duration duration) {
      return Durations.format(duration);
    }
    return NOTHING.contains(standard) ? "" : "" + standard;
  }

  private static String support(Ser2netOption<?> option) {
    return here(option.support(), option.reason());
  }

  private static String here(Support support, String note) {
    String word = support.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return note.isEmpty() ? word : word + ": " + note;
  }

  @Test
  void theDocumentationSaysWhatBecomesOfEveryKey() throws Exception {
    StringBuilder table = new StringBuilder("| key | in | default | here |\n|---|---|---|---|\n");
    for (Ser2netKey key : Ser2netKey.values()) {
      table.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  inBothGrammars(key),
                  key.block().map(Ser2netTablesTest::inBothGrammars).orElse("the file"),
                  key.standard(),
                  here(key.support(), key.note())));
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
          "| `%s` | `%s` | %s | %s |\n"
              .formatted(
                  argument.gensio().text(),
                  argument.key(),
                  argument.standard(),
                  here(argument.support(), argument.note())));
    }
    Documents.requireTable("ser2net arguments", table.toString());
  }

  @Test
  void theDocumentationSaysWhatBecomesOfEveryLayerAndEnd() throws Exception {
    StringBuilder table = new StringBuilder("| name | here |\n|---|---|\n");
    for (GensioName name : GensioName.values()) {
      table.append(
          "| `%s` | %s |\n"
              .formatted(
                  name.text(),
                  name.supportedAs().isEmpty()
                      ? "refused: " + name.reason()
                      : "supported: " + name.supportedAs()));
    }
    Documents.requireTable("ser2net layers and ends", table.toString());
  }
}
