package org.evsebridge.bridge.yaml;

import java.util.ArrayList;
import java.util.List;

/** The documentation's table of a block's keys. */
public final class KeyTable {
  /** What stands above the rules between keys. */
  public static final String RULES = "What does not fit together is refused, with these words:";

  private KeyTable() {}

  /** The table in Markdown, with the keys of the blocks inside; below it the rules between keys. */
  public static String of(Block<?> block) {
    return table(block, true);
  }

  /** The table in Markdown, without what stands in other tables. */
  public static String ofKeys(Block<?> block) {
    return table(block, false);
  }

  /** The table in Markdown of what one can choose from, and what each means. */
  public static String ofChoice(String what, ScalarKind<?> kind) {
    List<?> names = (List<?>) kind.schema().get(ScalarKind.NAMES);
    List<?> meanings = (List<?>) kind.schema().get(ScalarKind.MEANINGS);
    StringBuilder table = new StringBuilder("| " + what + " | what it means |\n|---|---|\n");
    for (int i = 0; i < names.size(); i++) {
      table.append("| `%s` | %s |\n".formatted(names.get(i), cell("" + meanings.get(i))));
    }
    return table.toString();
  }

  private static String table(Block<?> block, boolean isDeep) {
    List<String> lines = new ArrayList<>();
    lines.add("| key | value | default | what for |");
    lines.add("|---|---|---|---|");
    List<String> rules = new ArrayList<>();
    rows("", block, isDeep, lines, rules);
    if (!rules.isEmpty()) {
      lines.add("");
      lines.add(RULES);
      lines.add("");
      lines.addAll(rules);
    }
    return String.join("\n", lines) + "\n";
  }

  private static void rows(
      String path, Block<?> block, boolean isDeep, List<String> lines, List<String> rules) {
    for (Key<?> key : block.keys()) {
      String name = path + key.name();
      lines.add(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  name,
                  cell(key.kind().words() + key.kind().bounds()),
                  cell(key.defaultValue()),
                  cell(key.meaning())));
      key.kind()
          .block()
          .filter(nested -> isDeep)
          .ifPresent(nested -> rows(name + ".", nested, true, lines, rules));
    }
    String place = path.isEmpty() ? "" : "`%s`: ".formatted(path.substring(0, path.length() - 1));
    block.rules().forEach(rule -> rules.add("- " + place + rule.words()));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
