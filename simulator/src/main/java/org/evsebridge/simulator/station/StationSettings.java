package org.evsebridge.simulator.station;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.evsebridge.bridge.config.Fields;
import org.evsebridge.bridge.config.Problems;
import org.evsebridge.bridge.config.YamlNode;
import org.evsebridge.simulator.grid.Phase;
import org.evsebridge.simulator.house.HouseSettings;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.meter.MeterSettings;
import org.evsebridge.simulator.time.TimeSettings;

/** What a rig.yaml says of the models: its keys time, house, meter and chargers. */
public record StationSettings(
    TimeSettings time, HouseSettings house, MeterSettings meter, List<ChargerSettings> chargers) {

  /** The default rig. */
  public static final StationSettings USUAL =
      new StationSettings(
          TimeSettings.REAL,
          HouseSettings.USUAL,
          MeterSettings.of(MeterKind.DSMR_5),
          List.of(ChargerSettings.USUAL));

  /** Takes the models' keys; does not report others. */
  public static StationSettings parse(Fields fields, Problems problems) {
    TimeSettings time = fields.block("time").map(TimeSettings::parse).orElse(USUAL.time);
    HouseSettings house =
        fields
            .block("house")
            .map(block -> HouseSettings.parse(block, problems))
            .orElse(USUAL.house);
    List<Phase> phases = house.connection().phases();
    MeterSettings meter =
        fields
            .block("meter")
            .map(block -> meter(block, phases))
            .orElse(MeterSettings.of(MeterKind.DSMR_5, phases));
    List<ChargerSettings> chargers = new ArrayList<>();
    boolean given = fields.has("chargers");
    for (YamlNode node : fields.list("chargers")) {
      chargers.add(
          ChargerSettings.parse(
              Fields.of(node, problems), ChargerSettings.USUAL_UNIT + chargers.size(), phases));
      if (isTaken(chargers)) {
        problems.add(node.at(), "two chargers have the same name or the same unit");
      }
    }
    return new StationSettings(time, house, meter, given ? chargers : usual(phases));
  }

  private static MeterSettings meter(Fields fields, List<Phase> phases) {
    MeterSettings meter = MeterSettings.parse(fields, phases);
    fields.done();
    return meter;
  }

  private static List<ChargerSettings> usual(List<Phase> phases) {
    return List.of(ChargerSettings.USUAL.on(phases));
  }

  /** Whether the last charger has what another has already. */
  private static boolean isTaken(List<ChargerSettings> chargers) {
    Set<Object> seen = new HashSet<>();
    return chargers.stream()
        .anyMatch(charger -> !seen.add(charger.name()) | !seen.add(charger.unit()));
  }
}
