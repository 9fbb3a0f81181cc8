package org.evsebridge.simulator.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.api.Test;

class FaultyPortTest {
  private static final String BODY = "/SIM5TEST\r\n\r\n1-0:1.7.0(01.234*kW)\r\n!";
  private static final byte[] TELEGRAM = Telegram.withChecksum(BODY).bytes();

  private final SimulatedClock clock =
      new SimulatedClock(ZonedDateTime.parse("2026-11-23T18:00:00+01:00[Europe/Amsterdam]"));
  private final List<String> out = new ArrayList<>();
  private final List<Long> milliseconds = new ArrayList<>();
  private final long start = clock.instant().toEpochMilli();

  /** Sends a telegram each second. */
  private FaultyPort port(MeterFaults faults) {
    return new FaultyPort(
        clock,
        faults,
        42,
        bytes -> {
          out.add(new String(bytes, StandardCharsets.ISO_8859_1));
          milliseconds.add(clock.instant().toEpochMilli() - start);
        });
  }

  private void send(FaultyPort port, int telegrams) {
    for (int i = 0; i < telegrams; i++) {
      port.send(TELEGRAM);
      for (int step = 0; step < 20; step++) {
        clock.tick(SimulatedClock.STEP);
        port.tick();
      }
    }
  }

  private static String whole() {
    return new String(TELEGRAM, StandardCharsets.ISO_8859_1);
  }

  private long count(Predicate<String> telegram) {
    return out.stream().filter(telegram).count();
  }

  @Test
  void passesEverythingOnWhenNothingIsWrong() {
    send(port(MeterFaults.NONE), 50);
    assertThat(out).hasSize(50).containsOnly(whole());
  }

  @Test
  void flipsCharactersInAboutAsManyTelegramsAsTold() {
    send(port(new MeterFaults(0.3, 0, 0, 0, Duration.ZERO, Duration.ZERO)), 1000);
    assertThat(out).hasSize(1000).allMatch(text -> text.length() == whole().length());
    assertThat(count(text -> !text.equals(whole()))).isBetween(200L, 400L);
  }

  @Test
  void cutsOffTheBeginningOrTheEnd() {
    send(port(new MeterFaults(0, 1, 0, 0, Duration.ZERO, Duration.ZERO)), 200);
    assertThat(out)
        .allMatch(text -> !text.isEmpty() && text.length() < whole().length())
        .allMatch(text -> whole().startsWith(text) || whole().endsWith(text));
    assertThat(count(text -> whole().startsWith(text))).isBetween(60L, 140L);
  }

  @Test
  void spoilsOnlyTheChecksum() {
    send(port(new MeterFaults(0, 0, 1, 0, Duration.ZERO, Duration.ZERO)), 10);
    assertThat(out).allMatch(text -> text.startsWith(BODY) && text.endsWith("\r\n"));
    assertThat(out).doesNotContain(whole());
  }

  @Test
  void babblesBeforeATelegramThatIsWhole() {
    send(port(new MeterFaults(0, 0, 0, 1, Duration.ZERO, Duration.ZERO)), 10);
    assertThat(out).allMatch(text -> text.endsWith(whole()) && text.length() > whole().length());
  }

  @Test
  void lateTelegramsKeepTheirOrder() {
    FaultyPort port = port(new MeterFaults(0, 0, 0, 0, Duration.ofSeconds(3), Duration.ZERO));
    send(port, 100);
    assertThat(out).hasSizeBetween(97, 100).containsOnly(whole());
    assertThat(milliseconds).isSorted();
    for (int i = 0; i < milliseconds.size(); i++) {
      assertThat(milliseconds.get(i) - 1000L * i).isBetween(0L, 3000L);
    }
    assertThat(milliseconds).anyMatch(at -> at % 1000 > 0);
  }

  @Test
  void isSilentForAsLongAsTold() {
    FaultyPort port = port(MeterFaults.NONE);
    send(port, 5);
    port.silence(Duration.ofSeconds(60));
    send(port, 100);
    assertThat(milliseconds).hasSize(45).doesNotContain(5_000L, 64_000L).contains(4_000L, 65_000L);
  }

  @Test
  void theSameSeedGivesTheSameNoise() {
    MeterFaults all = new MeterFaults(0.5, 0.5, 0.5, 0.5, Duration.ofMillis(700), Duration.ZERO);
    send(port(all), 100);
    List<String> first = List.copyOf(out);
    out.clear();
    send(port(all), 100);
    assertThat(out).isEqualTo(first);
  }

  @Test
  void aSilenceBeginsWithTheFaultsAndEndsAfterItsTimeOrWithThem() {
    MeterFaults silent = new MeterFaults(0, 0, 0, 0, Duration.ZERO, Duration.ofSeconds(5));
    FaultyPort port = port(silent);
    send(port, 7);
    assertThat(milliseconds).containsExactly(5_000L, 6_000L);
    port.faults(silent);
    send(port, 3);
    port.faults(MeterFaults.NONE);
    send(port, 1);
    assertThat(milliseconds).containsExactly(5_000L, 6_000L, 10_000L);
  }

  @Test
  void faultsCanBeSetAndTakenBack() {
    FaultyPort port = port(MeterFaults.NONE);
    port.faults(new MeterFaults(0, 0, 1, 0, Duration.ZERO, Duration.ZERO));
    send(port, 3);
    port.faults(MeterFaults.NONE);
    send(port, 3);
    assertThat(out.subList(3, 6)).containsOnly(whole());
    assertThat(out.subList(0, 3)).doesNotContain(whole());
  }
}
