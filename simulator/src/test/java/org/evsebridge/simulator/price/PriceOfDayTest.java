package org.evsebridge.simulator.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceOfDayTest {
  private static final PriceOfDay PRICES =
      new PriceOfDay(
          Map.of(
              LocalTime.of(2, 0), 0.1,
              LocalTime.of(6, 0), 0.3,
              LocalTime.of(12, 0), 0.1,
              LocalTime.of(13, 30), 0.4));

  @ParameterizedTest
  @CsvSource({
    "00:00, 0.4",
    "01:59:59, 0.4",
    "02:00, 0.1",
    "06:00, 0.3",
    "13:29:59, 0.1",
    "23:59, 0.4"
  })
  void aPriceHoldsUntilTheNext(LocalTime time, double price) {
    assertThat(PRICES.at(time.toSecondOfDay())).isEqualTo(price);
  }

  @ParameterizedTest
  @CsvSource({
    // how long, from, to, quarters chosen
    "1h, 00:00, 00:00, 02:00-03:00",
    "1h1m, 00:00, 00:00, 02:00-03:15",
    "5h30m, 00:00, 00:00, 02:00-06:00 12:00-13:30",
    "1h, 11:00, 20:00, 12:00-13:00",
    "2h, 11:00, 20:00, 11:00-11:30 12:00-13:30",
    "3h, 22:00, 04:00, 22:00-23:00 02:00-04:00",
    "9h, 22:00, 04:00, 22:00-04:00",
    "24h, 00:00, 00:00, 00:00-00:00",
  })
  void theCheapestQuartersAreChosenTheEarliestFirst(
      String howLong, LocalTime from, LocalTime to, String spans) {
    Duration length = Duration.parse("PT" + howLong.toUpperCase(java.util.Locale.ROOT));
    PriceOfDay.Cheapest chosen = PRICES.cheapest(length, from, to);
    List<Integer> found = new ArrayList<>();
    List<Integer> wanted = new ArrayList<>();
    for (int second = 0; second < 86_400; second += 300) {
      if (chosen.contains(second)) {
        found.add(second);
      }
      if (isIn(second, spans)) {
        wanted.add(second);
      }
    }
    assertThat(found).isEqualTo(wanted);
  }

  private static boolean isIn(int second, String spans) {
    for (String span : spans.split(" ")) {
      int from = LocalTime.parse(span.split("-")[0]).toSecondOfDay();
      int to = LocalTime.parse(span.split("-")[1]).toSecondOfDay();
      if (from < to ? second >= from && second < to : second >= from || second < to) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aBillCountsWhatIsPaidWhatIsGotAndWhatEachChargerTook() {
    Bill bill = new Bill(new Prices(PRICES, new PriceOfDay(Map.of(LocalTime.MIDNIGHT, 0.05))), 2);
    Duration hour = Duration.ofHours(1);
    bill.pass(hour, 0, 2000);
    bill.charged(1, hour, 1500);
    bill.pass(hour, 3 * 3600, 1000);
    bill.charged(1, hour, 1000);
    bill.pass(hour, 12 * 3600, -4000);
    assertThat(bill.euros()).isEqualTo(2 * 0.4 + 0.1 - 4 * 0.05, within(1e-9));
    assertThat(bill.euros(0)).isZero();
    assertThat(bill.euros(1)).isEqualTo(1.5 * 0.4 + 0.1, within(1e-9));
    assertThat(bill.price()).isEqualTo(0.1);
  }
}
