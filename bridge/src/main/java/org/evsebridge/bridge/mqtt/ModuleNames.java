package org.evsebridge.bridge.mqtt;

import java.util.List;
import org.evsebridge.bridge.house.ModuleReading;

/** What a module is called in topics: by its unit, and its line where units on two are alike. */
final class ModuleNames {
  private ModuleNames() {}

  /**
   * The last level of a module's topics.
   *
   * @param all the modules of the configuration
   */
  static String of(ModuleReading module, List<ModuleReading> all) {
    long alike = all.stream().filter(other -> other.unit() == module.unit()).count();
    return alike == 1 ? "" + module.unit() : module.unit() + "-" + plain(module.line());
  }

  private static String plain(String line) {
    return line.substring(line.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_-]+", "-");
  }
}
