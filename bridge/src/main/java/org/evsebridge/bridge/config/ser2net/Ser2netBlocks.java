package org.evsebridge.bridge.config.ser2net;

import java.util.Locale;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.bridge.yaml.YamlNode;

/** The blocks of a ser2net.yaml in both grammars; upper and lower case are the same. */
final class Ser2netBlocks {
  static final Key<Optional<String>> ACCEPTER = text(Ser2netKey.ACCEPTER);
  static final Key<Optional<String>> CONNECTOR = text(Ser2netKey.CONNECTOR);
  static final Key<Boolean> ENABLE =
      Key.text(Ser2netKey.ENABLE.text(), "on or off", Ser2netBlocks::onOrOff)
          .or(Ser2netKey.ENABLE.defaultValue().equals("on"));
  static final Key<Integer> TIMEOUT =
      Key.whole(Ser2netKey.TIMEOUT.text(), 0, Integer.MAX_VALUE)
          .or(Integer.valueOf(Ser2netKey.TIMEOUT.defaultValue()));
  static final Key<Optional<YamlNode>> OPTIONS = node(Ser2netKey.OPTIONS);
  static final Block<Values> CONNECTION =
      Block.of(ACCEPTER, CONNECTOR, ENABLE, TIMEOUT, OPTIONS).inAnyCase();

  static final Key<Optional<YamlNode>> CONNECTIONS = node(Ser2netKey.ROTATOR_CONNECTIONS);
  static final Block<Values> ROTATOR = Block.of(ACCEPTER, CONNECTIONS, OPTIONS).inAnyCase();

  static final Key<Optional<String>> NAME = text(Ser2netKey.DEFAULT_NAME);
  static final Key<Optional<YamlNode>> VALUE = node(Ser2netKey.DEFAULT_VALUE);
  static final Key<Optional<String>> CLASS = text(Ser2netKey.DEFAULT_CLASS);

  /** In the first grammar; in the second the name is the key above. */
  static final Block<Values> NAMED_DEFAULT = Block.of(NAME, VALUE, CLASS).inAnyCase();

  static final Block<Values> DEFAULT = Block.of(VALUE, CLASS).inAnyCase();
  static final Block<Values> DELETION = Block.of(NAME, CLASS).inAnyCase();

  private Ser2netBlocks() {}

  private static Key<Optional<String>> text(Ser2netKey key) {
    return Key.text(key.text()).optional();
  }

  private static Key<Optional<YamlNode>> node(Ser2netKey key) {
    return Key.node(key.text(), key.term().says()).optional();
  }

  private static Optional<Boolean> onOrOff(String text) {
    return Ser2netOption.parseFlag(text.toLowerCase(Locale.ROOT));
  }
}
