package org.evsebridge.bridge.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.guard.Sharing.Claim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SharingTest {
  private static final List<Phase> ALL = List.of(Phase.values());
  private static final List<Phase> L1 = List.of(Phase.L1);
  private static final List<Phase> L2 = List.of(Phase.L2);

  private static Claim wants(List<Phase> phases, int most) {
    return new Claim(phases, 6, most, false);
  }

  private static Claim keeps(List<Phase> phases, int most) {
    return new Claim(phases, 6, most, true);
  }

  private static Arguments row(String why, PerPhase room, List<Claim> claims, Integer... given) {
    return Arguments.of(why, room, claims, List.of(given));
  }

  static Stream<Arguments> shares() {
    return Stream.of(
        row("all it wishes", PerPhase.all(20), List.of(wants(ALL, 16)), 16),
        row("whole amperes, rounded down", PerPhase.all(9.9), List.of(wants(ALL, 16)), 9),
        row("nothing less than the least", PerPhase.all(5.9), List.of(wants(ALL, 16)), 0),
        row("nothing for one that wishes nothing", PerPhase.all(20), List.of(keeps(ALL, 0)), 0),
        row("the fullest phase counts", new PerPhase(20, 7, 20), List.of(wants(ALL, 16)), 7),
        row(
            "a phase it does not load counts not",
            new PerPhase(20, 0, 0),
            List.of(wants(L1, 16)),
            16),
        row("equal shares", PerPhase.all(20), List.of(wants(ALL, 16), wants(ALL, 16)), 10, 10),
        row(
            "what one does not wish the other gets",
            PerPhase.all(20),
            List.of(wants(ALL, 7), wants(ALL, 16)),
            7,
            13),
        row(
            "the first where the least of both does not fit",
            PerPhase.all(11),
            List.of(wants(ALL, 16), wants(ALL, 16)),
            11,
            0),
        row(
            "each alone on its phase",
            new PerPhase(8, 12, 0),
            List.of(wants(L1, 16), wants(L2, 16)),
            8,
            12),
        row(
            "who keeps the least has it though it does not fit",
            PerPhase.all(-3),
            List.of(keeps(ALL, 16)),
            6),
        row(
            "nobody gets more beside one who keeps what does not fit",
            PerPhase.all(8.47),
            List.of(wants(ALL, 16), keeps(ALL, 16)),
            6,
            6),
        row(
            "nobody begins beside one who keeps the least",
            PerPhase.all(8.47),
            List.of(keeps(ALL, 16), wants(ALL, 16)),
            8,
            0),
        row(
            "two who keep it on another phase take nothing from the third",
            new PerPhase(10, 3, 3),
            List.of(keeps(L2, 16), wants(L1, 16)),
            6,
            10));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shares")
  void aShareIs(String why, PerPhase room, List<Claim> claims, List<Integer> given) {
    assertThat(Sharing.of(room, claims)).as(why).isEqualTo(given);
  }

  @Test
  void wherePhasesAreFullNobodyHasMoreThanTheLeastAndOnlyThoseWhoKeepItBesideIt() {
    Random random = new Random(1);
    for (int run = 0; run < 2_000; run++) {
      PerPhase room = PerPhase.ZERO.map(zero -> random.nextInt(500) / 10.0 - 10);
      List<Claim> claims = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        List<Phase> phases = random.nextBoolean() ? ALL : List.of(ALL.get(random.nextInt(3)));
        claims.add(new Claim(phases, 6, random.nextInt(33), random.nextInt(3) == 0));
      }

      List<Integer> given = Sharing.of(room, claims);

      for (Phase phase : ALL) {
        int sum = 0;
        int least = 0;
        int begun = 0;
        for (int i = 0; i < claims.size(); i++) {
          if (claims.get(i).phases().contains(phase) && given.get(i) > 0) {
            sum += given.get(i);
            least += claims.get(i).min();
            begun += claims.get(i).keeps() ? 0 : claims.get(i).min();
          }
        }
        String what = String.format("%s of %s for %s", given, room, claims);
        assertThat(sum <= room.get(phase) || sum == least).as(what).isTrue();
        assertThat((double) begun).as(what).isLessThanOrEqualTo(Math.max(0, room.get(phase)));
      }
    }
  }
}
