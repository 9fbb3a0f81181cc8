package org.evsebridge.simulator.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.simulator.config.FaultRuleBlock;
import org.evsebridge.simulator.line.FaultRule;
import org.evsebridge.simulator.line.Rs485Bus;

/** The RS485 lines: their faults, and what was said on them. */
final class LineRoutes {
  private static final Key<Integer> LAST =
      Key.whole("last", 1, ActivityLog.KEPT).or(50).says("how many transactions at most");

  private static final Body<FaultRule> FAULT = new Body<>("LineFaultBody", FaultRuleBlock.BLOCK);

  private final Controlled controlled;

  LineRoutes(Controlled controlled) {
    this.controlled = controlled;
  }

  /**
   * A line.
   *
   * @param lastClient who asked last; empty while nobody has
   * @param lastAsked when that was answered, in real time
   */
  record BusView(
      String name,
      String serial,
      List<RuleView> faults,
      Optional<String> lastClient,
      Optional<String> lastAsked) {}

  /**
   * A fault that is set on a line.
   *
   * @param strikes the ways into the line on which it does
   */
  record RuleView(int id, String rule, List<String> strikes) {}

  /** All lines. */
  record LinesView(List<BusView> lines) {}

  /** The last transactions, oldest first. */
  record TransactionsView(List<ActivityLog.Entry> transactions) {}

  List<ApiRoute> routes() {
    String one = "/lines/{line}";
    return List.of(
        ApiRoute.get("/lines", call -> all()),
        ApiRoute.get(one, call -> view(line(call))),
        ApiRoute.takes(FAULT, "POST", one + "/faults", 201, this::add),
        ApiRoute.bare("DELETE", one + "/faults", call -> line(call).faults().clear()),
        ApiRoute.bare("DELETE", one + "/faults/{id}", this::remove),
        ApiRoute.get(
            one + "/transactions",
            List.of(LAST),
            call ->
                new TransactionsView(
                    controlled.activity().last(line(call).name(), call.parameter(LAST)))));
  }

  LinesView all() {
    return new LinesView(controlled.lines().values().stream().map(this::view).toList());
  }

  private BusView view(Rs485Bus bus) {
    List<RuleView> rules = new ArrayList<>();
    for (Map.Entry<Integer, FaultRule> rule : bus.faults().active(Rs485Bus.now()).entrySet()) {
      rules.add(view(rule.getKey(), rule.getValue(), bus));
    }
    Optional<ActivityLog.Asked> last = controlled.activity().lastAsked(bus.name());
    return new BusView(
        bus.name(),
        bus.settings().toString(),
        rules,
        last.map(ActivityLog.Asked::client),
        last.map(asked -> ActivityLog.text(asked.at())));
  }

  private static RuleView view(int id, FaultRule rule, Rs485Bus bus) {
    return new RuleView(id, rule.text(), rule.appliesOn(bus.ways()));
  }

  private Object add(Call call) {
    Rs485Bus bus = line(call);
    FaultRule wanted = call.read(FAULT);
    wanted
        .inVain(bus.name(), bus.ways())
        .ifPresent(
            why -> {
              throw ApiException.badRequest(why);
            });
    return view(bus.faults().add(wanted, Rs485Bus.now()), wanted, bus);
  }

  private void remove(Call call) {
    String id = call.name("id");
    if (!id.matches("\\d{1,9}") || !line(call).faults().remove(Integer.parseInt(id))) {
      throw ApiException.notFound("no fault " + id + " is set on this line");
    }
  }

  private Rs485Bus line(Call call) {
    return Optional.ofNullable(controlled.lines().get(call.name("line")))
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "there is no line '"
                        + call.name("line")
                        + "', only "
                        + String.join(", ", controlled.lines().keySet())));
  }
}
