package org.evsebridge.simulator.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.simulator.controller.ControlRule;
import org.evsebridge.simulator.controller.Controller;
import org.evsebridge.simulator.controller.LoadBalancing;
import org.evsebridge.simulator.controller.Surplus;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station;

/**
 * Who controls the chargers.
 *
 * @param isExternal whether it is something outside that comes over the ports
 * @param rule what it reckons by, if it is ours
 * @param targets the modules it controls: all, unless it is told which
 * @param command how to start what is outside; empty when somebody else does
 */
record ControllerSettings(
    boolean isExternal,
    Optional<ControlRule> rule,
    List<Controller.Target> targets,
    List<String> command) {
  /** Nobody: the modules charge as they please. */
  static final ControllerSettings NONE =
      new ControllerSettings(false, Optional.empty(), List.of(), List.of());

  private enum Kind {
    BALANCING,
    SURPLUS,
    EXTERNAL
  }

  /** Takes the whole block. */
  static ControllerSettings parse(Fields fields, Station.Models models) {
    Position ruleAt = fields.at("rule");
    Kind kind = fields.choice("rule", Kind.class).orElse(Kind.BALANCING);
    if (kind != Kind.EXTERNAL && models.meter().settings().kind() != MeterKind.DSMR_5) {
      fields.problem(
          ruleAt,
          "this rule reads "
              + MeterKind.DSMR_5
              + " telegrams only, and the meter is "
              + models.meter().settings().kind());
    }
    Optional<ControlRule> rule =
        switch (kind) {
          case BALANCING ->
              Optional.of(
                  new LoadBalancing(
                      fields
                          .number("fuse", LoadBalancing.LEAST_FUSE, LoadBalancing.MOST_FUSE)
                          .orElse(models.house().connection().amperes())));
          case SURPLUS -> Optional.of(new Surplus(fields.integer("phases", 1, 3).orElse(3)));
          case EXTERNAL -> Optional.empty();
        };
    List<Controller.Target> targets = targets(fields, models);
    List<String> command = kind == Kind.EXTERNAL ? texts(fields, "command") : List.of();
    fields.done();
    return new ControllerSettings(kind == Kind.EXTERNAL, rule, targets, command);
  }

  private static List<Controller.Target> targets(Fields fields, Station.Models models) {
    List<Controller.Target> targets = new ArrayList<>();
    for (YamlNode node : fields.list("chargers")) {
      String name = node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
      Optional<Charger> charger = models.charger(name);
      if (charger.isEmpty()) {
        fields.problem(node.at(), "there is no charger '" + name + "'");
      }
      charger.ifPresent(one -> targets.add(target(one)));
    }
    return targets.isEmpty()
        ? models.chargers().stream().map(ControllerSettings::target).toList()
        : targets;
  }

  private static Controller.Target target(Charger charger) {
    return new Controller.Target(
        charger.settings().line(), charger.module().address(), charger.settings().wiring());
  }

  private static List<String> texts(Fields fields, String key) {
    return fields.list(key).stream()
        .map(node -> node instanceof YamlNode.Scalar scalar ? scalar.text() : "")
        .toList();
  }
}
