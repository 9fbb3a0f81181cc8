package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.evsebridge.bridge.config.p1.P1Config.Crc;
import org.evsebridge.bridge.house.HouseMeter;
import org.evsebridge.bridge.http.History.Series;
import org.evsebridge.bridge.testing.Telegrams;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private final History history = new History();

  private void measures(double watts) {
    history.add(Series.WATTS, OptionalDouble.of(watts));
  }

  private List<Double> kept(Series series) {
    return values(history.view(5_000_000), series);
  }

  private static List<Double> values(Map<String, Object> view, Series series) {
    return ((List<?>) view.get(series.key())).stream().map(Double.class::cast).toList();
  }

  @Test
  void aStepHoldsTheMeanOfWhatCameAndNothingWhereNothingCame() {
    measures(100);
    measures(-50);
    history.step();
    history.step();
    measures(7);
    history.step();
    assertThat(kept(Series.WATTS)).containsExactly(25.0, null, 7.0);
    assertThat(kept(Series.CAR_AMPERES)).containsExactly(null, null, null);
    assertThat(history.view(5_000_000))
        .containsEntry("end_seconds", 5_000L)
        .containsEntry("step_seconds", 5L);
  }

  @Test
  void anHourIsKeptAndNoMore() {
    for (int i = 0; i < 1_000; i++) {
      measures(i);
      history.step();
    }
    assertThat(kept(Series.WATTS)).hasSize(720).startsWith(280.0).endsWith(999.0);
  }

  @Test
  void aMeterOfTenSecondsLeavesNoGapAndASilentOneDoes() {
    AtomicLong now = new AtomicLong(1_000_000);
    HouseMeter meter = new HouseMeter("http", Crc.KEEP, now::get);
    HouseWatch watch = new HouseWatch(Optional.of(meter), List::of, now::get);
    for (int i = 0; i < 5; i++) {
      now.addAndGet(10_000);
      meter.telegram(Telegrams.dutch(10 * i));
      watch.telegram();
      watch.step();
      watch.step();
    }
    now.addAndGet(60_000);
    watch.step();
    List<Double> watts = values(watch.view(), Series.WATTS);
    assertThat(watts).hasSize(11).startsWith(494.0, 494.0, 494.0, 494.0, 494.0);
    assertThat(watts.subList(9, 11)).containsExactly(494.0, null);
  }
}
