package org.evsebridge.bridge.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The defaults that a ser2net.yaml sets for what follows in it: for everything, or for one class,
 * such as serialdev, which goes before. Not thread-safe.
 */
final class Ser2netDefaults {
  /** The class of the connections' options. */
  static final String OPTIONS = "ser2net";

  private static final String EVERYTHING = "";

  /** What can be set for the layers and ends of stacks. */
  private static final Map<String, Set<String>> GENSIO_DEFAULTS =
      Map.of(
          "serialdev", SerialLineReader.KEYS,
          "tcp", TcpReader.KEYS,
          "telnet", TelnetReader.KEYS,
          "ssl", SslReader.KEYS);

  private final Map<String, Map<String, YamlNode.Scalar>> byClass = new HashMap<>();

  /** Whether there is anything that a default of this name could be for. */
  static boolean isKnown(String name) {
    return Ser2netOption.named(name).isPresent()
        || GENSIO_DEFAULTS.values().stream().anyMatch(keys -> keys.contains(name));
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
