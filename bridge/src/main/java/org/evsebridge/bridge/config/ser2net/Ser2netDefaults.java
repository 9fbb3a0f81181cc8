package org.evsebridge.bridge.config.ser2net;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.evsebridge.bridge.yaml.YamlNode;

/**
 * The defaults that a ser2net.yaml sets for what follows in it: for everything, or for one class,
 * such as serialdev, which goes before. Not thread-safe.
 */
final class Ser2netDefaults {
  /** The class of the connections' options. */
  static final String OPTIONS = "ser2net";

  private static final String EVERYTHING = "";

  private final Map<String, Map<String, YamlNode.Scalar>> byClass = new HashMap<>();

  /**
   * Whether a default of this name is supported; empty when nothing has that name. A name that has
   * no effect for one class may have one for another.
   */
  static Optional<Support> support(String name) {
    return Stream.concat(
            Ser2netOption.named(name).stream().map(option -> option.term().support()),
            Arrays.stream(GensioArgument.values())
                .filter(argument -> argument.key().equals(name))
                .map(argument -> argument.term().support()))
        .min(Comparator.naturalOrder());
  }

  void set(Optional<String> className, String name, YamlNode.Scalar value) {
    byClass.computeIfAbsent(className.orElse(EVERYTHING), any -> new HashMap<>()).put(name, value);
  }

  /** Makes the default for everything count again for a class. */
  void delete(String className, String name) {
    byClass.getOrDefault(className, new HashMap<>()).remove(name);
  }

  Optional<YamlNode.Scalar> get(String className, String name) {
    YamlNode.Scalar forClass = byClass.getOrDefault(className, Map.of()).get(name);
    return Optional.ofNullable(
        forClass != null ? forClass : byClass.getOrDefault(EVERYTHING, Map.of()).get(name));
  }

  Optional<String> text(String className, String name) {
    return get(className, name).map(YamlNode.Scalar::text);
  }
}
