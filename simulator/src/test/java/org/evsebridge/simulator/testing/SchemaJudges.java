package org.evsebridge.simulator.testing;

import java.util.Map;
import org.evsebridge.bridge.testing.SchemaJudge;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.config.RigBlock;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.scenario.ScenarioReader;

/** Judges every rig.yaml and every scenario that a test reads against its schema. */
public final class SchemaJudges {
  /** What we refuse and a schema cannot. */
  private static final Map<String, String> LOOSER =
      Map.ofEntries(
          Map.entry(
              "a rule between keys",
              "the sun needs .*|a load .*|'.*' is a key of .*|give either .*|'.*' belongs to .*"
                  + "|an event has either .*|an expectation has one of .*|with 'mbus' .*"
                  + "|'rule: tariff' has .*|prices need .*"
                  + "|a meter of kind .*"),
          Map.entry(
              "what only the station knows",
              "there is no line .*|charger '.*' .*|line '.*' .*|two (loads|meters) .*"
                  + "|the name '.*' stands here a second time|the connection .*|'.*' would .*"
                  + "|.* is wired to phases .*|the guard's unit .*"),
          Map.entry(
              "another file",
              "cannot read .*|there is no file .*|.* holds no (telegram|Modbus request).*"
                  + "|.*recording.*"),
          Map.entry(
              "a key twice, of which a JSON object keeps one", ".* stands here a second time.*"),
          Map.entry(
              "the bounds of a duration",
              "'.*' must be (at least \\S+|\\S+ at most)|'interval' must be whole seconds .*"),
          Map.entry("a bound that is left out", "'.*' must be (more than|above) 0.*"),
          Map.entry("how many", "'.*' holds \\d+ (numbers|failures) at most"),
          Map.entry("the order of two", "'(registers|high-tariff)' must be .*"),
          Map.entry("a day that a month has not", "'(start|now)' must be a date.*"),
          Map.entry("how long a number is", "'text-code' must be at most .*, found '\\d+'"));

  /** What we accept and a schema refuses. */
  private static final Map<String, String> STRICTER =
      Map.of(
          "a text that YAML takes for a number or a switch",
          ".*: (integer|number|boolean) found, string expected",
          "a switch in capitals",
          ".*: does not have a value in the enumeration .true, false, .*");

  private static final SchemaJudge RIG = of(RigBlock.BLOCK, RigFile.schema());

  private static final SchemaJudge SCENARIO = of(ScenarioReader.BLOCK, ScenarioReader.schema());

  private SchemaJudges() {}

  /** The judge of a block and its schema. */
  public static SchemaJudge of(Block<?> block, String schema) {
    return new SchemaJudge(block, schema, LOOSER, STRICTER);
  }

  /** Judges a rig.yaml. */
  public static void rig(String text) {
    judge(RIG, text);
  }

  /** Judges a scenario. */
  public static void scenario(String text) {
    judge(SCENARIO, text);
  }

  private static void judge(SchemaJudge judge, String text) {
    try {
      for (YamlNode document : YamlReader.read("judged", text)) {
        judge.judge(document);
      }
    } catch (ConfigException e) {
      return; // what is not YAML has no schema
    }
  }
}
