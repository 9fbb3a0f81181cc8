package org.evsebridge.bridge.config.ser2net;

import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.yaml.Position;

/** The lines of an old ser2net.conf, those that a backslash continues put together. */
final class OldLines {
  private OldLines() {}

  /** A line that is not empty, and where it begins. */
  record NumberedText(Position at, String text) {}

  /** The lines of a file that say something. */
  static List<NumberedText> of(String file, String text) {
    List<NumberedText> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    Position at = null;
    int number = 0;
    for (String part : text.split("\r?\n", -1)) {
      number++;
      if (line.length() == 0) {
        at = new Position(file, number, 1);
      }
      line.append(part);
      boolean comment = line.length() > 0 && line.charAt(0) == '#';
      if (part.endsWith("\\") && !comment) {
        line.setLength(line.length() - 1);
        continue;
      }
      if (!comment && !line.toString().isBlank()) {
        lines.add(new NumberedText(at, line.toString()));
      }
      line.setLength(0);
    }
    return lines; // as in ser2net, a last line that ends with a backslash is ignored
  }

  /** Each text of the command line as a line of its own. */
  static List<NumberedText> ofEach(String name, List<String> texts) {
    List<NumberedText> lines = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Position at = new Position(name, i + 1, 1);
      of(name, texts.get(i)).forEach(line -> lines.add(new NumberedText(at, line.text())));
    }
    return lines;
  }
}
