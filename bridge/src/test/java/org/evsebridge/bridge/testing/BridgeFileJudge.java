package org.evsebridge.bridge.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.BridgeFile;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;

/** Judges every bridge.yaml that a test reads against the schema of bridge.yaml. */
public final class BridgeFileJudge {
  private static final Map<String, String> LOOSER =
      Map.of(
          "a rule between keys",
          "give either 'device' or 'uri', not both|'device' .* or 'uri' .* is missing"
              + "|'rs485' belongs to 'device'|'(ca|password)-file' belongs to .*",
          "a key twice, of which a JSON object keeps one",
          ".* stands here a second time; .*",
          "the bounds of a duration",
          "'.*' must be (at least \\S+|\\S+ at most)",
          "the sense of a switch",
          "'udp: true' is not built here; use TCP",
          "the numbers in a text",
          "'uri' must be a host with or without a port.*|'allow' holds addresses; .*"
              + "|'(reads|writes)' holds addresses .*",
          "a text that YAML takes for a number",
          "'comset' must be .*, found '\\d+([eE]\\d+)?'",
          "what a fuse carries",
          "'(safe-current|margin|min|max)' .*|'silent-after' must be .*",
          "a list without entries",
          "'chargers' is empty: .*");

  private static final Map<String, String> STRICTER =
      Map.of(
          "evcc's keys in capitals",
          ".*: property '\\p{Alpha}*\\p{Upper}\\p{Alpha}*' is not defined in the schema.*"
              + "|.*: required property 'port' not found",
          "a choice in capitals",
          ".*readonly: does not have a value in the enumeration.*");

  private static final SchemaJudge JUDGE =
      new SchemaJudge(BridgeFile.DOCUMENT, BridgeFile.schema(), LOOSER, STRICTER);

  private BridgeFileJudge() {}

  /** Judges a file, if it is a bridge.yaml at all. */
  public static void judge(String text) {
    try {
      YamlReader.read("judged", text).stream()
          .filter(BridgeFileJudge::isBridgeFile)
          .forEach(JUDGE::judge);
    } catch (ConfigException e) {
      return; // what is not YAML has no schema
    }
  }

  /** Judges entries of a list in it. */
  public static void judge(String key, List<YamlNode> entries) {
    Position at = new Position("judged", 1, 1);
    YamlNode list = new YamlNode.Sequence(at, Optional.empty(), entries);
    JUDGE.judge(
        new YamlNode.Mapping(at, Optional.empty(), List.of(new YamlNode.Entry(at, key, list))));
  }

  private static boolean isBridgeFile(YamlNode node) {
    return node instanceof YamlNode.Mapping top
        && top.entries().stream().anyMatch(entry -> BridgeFile.DOCUMENT.has(entry.key()));
  }
}
