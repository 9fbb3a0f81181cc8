package org.evsebridge.simulator.config;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.simulator.house.LoadSettings;

/** Reads {@code hours: 23:00-01:30} or a list of such. */
final class HoursReader {
  private HoursReader() {}

  static List<LoadSettings.Hours> read(Fields fields) {
    List<LoadSettings.Hours> hours = new ArrayList<>();
    for (YamlNode node : fields.list("hours")) {
      String text = node instanceof YamlNode.Scalar scalar ? scalar.text() : node.kind();
      String[] ends = text.split("-", -1);
      try {
        LocalTime from = LocalTime.parse(ends[0].trim());
        LocalTime to = LocalTime.parse(ends.length == 2 ? ends[1].trim() : "");
        hours.add(new LoadSettings.Hours(from, to));
      } catch (DateTimeParseException e) {
        fields.problem(
            node.at(),
            "'hours' must be two times of day such as 23:00-01:30, found '" + text + "'");
      }
    }
    return hours;
  }
}
