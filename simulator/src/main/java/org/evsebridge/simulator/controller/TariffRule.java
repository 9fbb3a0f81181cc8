package org.evsebridge.simulator.controller;

import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Charges while energy is cheap, with what the main fuse has left. What it knows of the time and
 * the tariff it knows from the telegrams, as every controller outside does.
 *
 * @param balancing what the main fuse leaves
 * @param cheap whether it may charge at a second of the day
 * @param limits A at most while a register of the meter counts, by its number, 1 or 2; of no
 *     account where there is none
 */
public record TariffRule(LoadBalancing balancing, IntPredicate cheap, Map<Integer, Integer> limits)
    implements ControlRule {
  @Override
  public int spare(Situation now) {
    boolean mayCharge = now.time().filter(time -> cheap.test(time.toSecondOfDay())).isPresent();
    if (!mayCharge) {
      return 0;
    }
    int most =
        now.tariff().map(register -> limits.getOrDefault(register, Integer.MAX_VALUE)).orElse(0);
    return Math.min(balancing.spare(now), most);
  }
}
