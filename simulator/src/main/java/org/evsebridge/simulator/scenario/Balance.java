package org.evsebridge.simulator.scenario;

import java.util.Locale;
import java.util.Optional;
import org.evsebridge.simulator.meter.Tariff;
import org.evsebridge.simulator.price.Bill;
import org.evsebridge.simulator.station.Station;

/**
 * What a meter shows at a moment, in kWh, and what has been paid until then.
 *
 * @param euros 0 where nothing is known of prices
 */
record Balance(double imported1, double imported2, double exported, double euros) {
  static Balance of(Station.Models models) {
    return new Balance(
        models.meter().importedKwh(Tariff.ONE),
        models.meter().importedKwh(Tariff.TWO),
        models.meter().exportedKwh(),
        models.bill().map(Bill::euros).orElse(0.0));
  }

  /** What was spent since this moment, for people; empty where there are no prices. */
  Optional<String> spent(Station.Models models) {
    Balance now = of(models);
    return models
        .bill()
        .map(
            bill ->
                String.format(
                    Locale.ROOT,
                    "imported %.2f kWh (tariff 1 %.2f, tariff 2 %.2f), exported %.2f kWh, cost"
                        + " %.2f €",
                    now.imported1 - imported1 + now.imported2 - imported2,
                    now.imported1 - imported1,
                    now.imported2 - imported2,
                    now.exported - exported,
                    now.euros - euros));
  }
}
