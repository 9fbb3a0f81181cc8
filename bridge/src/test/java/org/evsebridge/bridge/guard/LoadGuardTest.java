package org.evsebridge.bridge.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.evsebridge.bridge.guard.SampleGuards.settings;

import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.registers.ModuleState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadGuardTest {
  private static final GuardedModule MODULE = new GuardedModule("line", 2, Wiring.STRAIGHT, 6, 16);
  private static final GuardSettings SETTINGS = settings(FuseKind.GG, 6, MODULE);

  private final House house = new House(SETTINGS);

  /** A house whose car follows the limit at once, with a telegram and a reading each second. */
  private static final class House {
    final LoadGuard guard;
    double base = 2;
    boolean meterSpeaks = true;
    boolean carCharges = true;
    long now;
    private long began;

    House(GuardSettings settings) {
      guard = new LoadGuard(settings);
    }

    int granted() {
      return guard.limitWord(MODULE, now) >> 8;
    }

    GuardState state() {
      return guard.states(now).get(0).state();
    }

    /** Lets time pass; each step's orders are carried out by a module that does everything. */
    void pass(Duration time) {
      for (long end = now + time.toMillis(); now < end; ) {
        now += 100;
        if (now % 1000 == 0) {
          second();
        }
        for (Order order : guard.step(now).orders()) {
          carryOut(order);
        }
      }
    }

    private void second() {
      double car = carCharges ? granted() : 0;
      guard.stateRead(MODULE, carCharges ? ModuleState.C : ModuleState.B, now);
      guard.currentsRead(MODULE, PerPhase.all(car), now);
      if (meterSpeaks) {
        guard.telegram(GridReading.of(PerPhase.all(base + car)), began, now);
        began = now;
      }
    }

    private void carryOut(Order order) {
      if (order instanceof Order.WriteLimit) {
        guard.written(MODULE, guard.limitWord(MODULE, now), now);
      } else if (order instanceof Order.Read read) {
        switch (read.first()) {
          case LIMIT -> guard.limitRead(MODULE, 0xFF10, now);
          case CURRENTS -> guard.advertisedRead(MODULE, 32, granted(), now);
          case SETTINGS -> guard.phasesRead(MODULE, true, now);
          default -> guard.stateRead(MODULE, carCharges ? ModuleState.C : ModuleState.B, now);
        }
      }
    }
  }

  @Test
  void aCarBeginsWithTheLeastAndRisesToTheWishWhenThereWasRoomForAMinute() {
    house.pass(Duration.ofSeconds(50));
    assertThat(house.granted()).isEqualTo(6);

    house.pass(Duration.ofMinutes(3));

    assertThat(house.granted()).isEqualTo(16);
    assertThat(house.state()).isEqualTo(GuardState.FREE);
  }

  @Test
  void aLimitRisesByAQuarterOfWhatIsFreeSoThatSeveralGuardsOnOneFuseSettle() {
    house.pass(Duration.ofSeconds(65));

    assertThat(house.granted()).isEqualTo(8);
  }

  /** The telegram is a mean and late: it does not hold yet what the car has been drawing since. */
  @Test
  void onlyWhatTheCarDrewAllTheTimeIsTakenOffWhatTheMeterShows() {
    house.base = 20;
    house.pass(Duration.ofSeconds(3));
    long now = house.now;
    house.guard.stateRead(MODULE, ModuleState.C, now);
    house.guard.currentsRead(MODULE, PerPhase.all(16), now);

    house.guard.telegram(GridReading.of(PerPhase.all(26)), now - 500, now);

    assertThat(house.guard.states(now).get(0).cause()).contains("26.0 A of 25 A");
    assertThat(house.granted()).isEqualTo(6);
  }

  @Test
  void aModuleIsLimitedForThePhasesItHangsOnOnly() {
    GuardedModule onL2 =
        new GuardedModule("line", 2, new Wiring(List.of(Phase.L2, Phase.L3, Phase.L1)), 6, 16);
    LoadGuard guard = new LoadGuard(settings(FuseKind.GG, 6, onL2));
    guard.wished(onL2, 0x1010, 0);
    guard.wishAnswered(onL2, true);
    guard.phasesRead(onL2, false, 0);
    long now = 0;
    for (int second = 0; second < 300; second++) {
      for (int tenth = 0; tenth < 10; tenth++) {
        guard.step(now += 100);
      }
      guard.stateRead(onL2, ModuleState.C, now);
      guard.currentsRead(onL2, new PerPhase(guard.limitWord(onL2, now) >> 8, 0, 0), now);
      int drawn = guard.limitWord(onL2, now) >> 8;
      guard.telegram(GridReading.of(new PerPhase(25, 2 + drawn, 25)), now - 900, now);
    }

    assertThat(guard.limitWord(onL2, now) >> 8).isEqualTo(16);

    guard.telegram(GridReading.of(new PerPhase(25, 22 + 16, 25)), now, now + 100);
    assertThat(guard.limitWord(onL2, now + 100) >> 8).as("L2 is full").isEqualTo(6);
  }

  @Test
  void aMeterOfTenSecondsMayBeLateByMoreThanOneOfItsIntervals() {
    MeterWatch slow = new MeterWatch();
    for (int i = 0; i <= 5; i++) {
      slow.heard(i * 10_000);
    }

    assertThat(slow.isSilent(50_000 + 24_900)).isFalse();
    assertThat(slow.isSilent(50_000 + 25_100)).isTrue();
  }

  @Test
  void aStepOfTheHouseIsAnsweredWithTheNextTelegram() {
    house.pass(Duration.ofMinutes(5));

    house.base = 17.5;
    house.pass(Duration.ofSeconds(2));

    assertThat(house.granted()).isEqualTo(7);
    assertThat(house.state()).isEqualTo(GuardState.LIMITED);
  }

  /** 31 A are 1.24 times 25 A, which a gG fuse carries; 32 A are 1.28 times as much. */
  @ParameterizedTest
  @CsvSource({
    "GG, 25, PT29M, PT2M",
    "GG, 26, PT100S, PT40S",
    "B, 22, PT29M, PT2M",
    "B, 25, PT50S, PT20S"
  })
  void theLeastIsHeldAsLongAsTheFuseStandsItAndThenTheCarIsStopped(
      FuseKind kind, double base, Duration held, Duration stoppedAfter) {
    House weak = new House(settings(kind, 6, MODULE));
    weak.pass(Duration.ofMinutes(5));

    weak.base = base;
    weak.pass(held);
    assertThat(weak.granted()).isEqualTo(6);

    weak.pass(stoppedAfter);
    assertThat(weak.granted()).isZero();
    assertThat(weak.state()).isEqualTo(GuardState.PAUSED);
  }

  @Test
  void aCarThatWasStoppedWaitsForThePauseAndForRoom() {
    house.pass(Duration.ofMinutes(5));
    house.base = 26;
    house.pass(Duration.ofMinutes(3));
    house.base = 2;

    house.pass(Duration.ofMinutes(3));
    assertThat(house.granted()).isZero();

    house.pass(Duration.ofMinutes(2));
    assertThat(house.granted()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void oneImpossibleTelegramBringsTheLeastAndOnlyASecondOneStopsTheCar() {
    house.pass(Duration.ofMinutes(5));

    house.guard.telegram(GridReading.of(PerPhase.on(Phase.L1, 65)), house.now, house.now);
    assertThat(house.granted()).isEqualTo(6);

    house.guard.telegram(GridReading.of(PerPhase.on(Phase.L1, 65)), house.now, house.now);
    assertThat(house.granted()).isZero();
  }

  @Test
  void aSilentMeterBringsTheSafeCurrentAfterFiveSecondsAndNoJumpBack() {
    house.pass(Duration.ofMinutes(5));
    house.meterSpeaks = false;

    house.pass(Duration.ofMillis(4900));
    assertThat(house.granted()).isEqualTo(16);
    house.pass(Duration.ofMillis(300));
    assertThat(house.granted()).isEqualTo(6);
    assertThat(house.state()).isEqualTo(GuardState.BLIND);

    house.meterSpeaks = true;
    house.pass(Duration.ofSeconds(30));
    assertThat(house.granted()).isEqualTo(6);
  }

  @Test
  void aLowerWishPassesAtOnceAndAHigherOneIsNeverExceeded() {
    house.pass(Duration.ofMinutes(5));

    house.guard.wished(MODULE, 0x0808, house.now);
    assertThat(house.granted()).isEqualTo(8);

    house.guard.wished(MODULE, 0xFF00, house.now);
    assertThat(house.granted()).isZero();
    assertThat(house.state()).isEqualTo(GuardState.FREE);
  }

  @Test
  void aWishThatNothingCanChargeWithIsGrantedNothingAndReadBackAsItWasWritten() {
    house.pass(Duration.ofMinutes(5));

    house.guard.wished(MODULE, 0xFF05, house.now);

    assertThat(house.granted()).isZero();
    assertThat(house.guard.wishShown(MODULE, house.now)).contains(0xFF05);
  }

  @Test
  void oneWhoseWishComesBackMakesTheOthersGiveWayAtOnce() {
    GuardedModule second = new GuardedModule("line", 3, Wiring.STRAIGHT, 6, 16);
    LoadGuard guard = new LoadGuard(settings(FuseKind.GG, 6, MODULE, second));
    guard.remembers(MODULE, 0x1010, 0);
    guard.remembers(second, 0, 0);
    long now = 0;
    for (int i = 0; i < 300; i++) {
      for (int tenth = 0; tenth < 10; tenth++) {
        guard.step(now += 100);
      }
      int drawn = guard.limitWord(MODULE, now) >> 8;
      guard.stateRead(MODULE, ModuleState.C, now);
      guard.stateRead(second, ModuleState.B, now);
      guard.currentsRead(MODULE, PerPhase.all(drawn), now);
      guard.telegram(GridReading.of(PerPhase.all(5 + drawn)), now - 900, now);
    }
    assertThat(guard.limitWord(MODULE, now)).isEqualTo(0x1006);

    guard.wished(second, 0x1010, now);

    assertThat(guard.limitWord(second, now) >> 8).isEqualTo(6);
    assertThat(guard.limitWord(MODULE, now) >> 8).as("20 A are free, half for each").isEqualTo(10);
  }

  @Test
  void exportGivesNoCredit() {
    GuardedModule strong = new GuardedModule("line", 2, Wiring.STRAIGHT, 6, 32);
    LoadGuard guard = new LoadGuard(settings(FuseKind.GG, 6, strong));
    guard.wished(strong, 0x2020, 0);
    guard.wishAnswered(strong, true);
    long now = 0;
    for (int second = 0; second < 600; second++) {
      for (int tenth = 0; tenth < 10; tenth++) {
        guard.step(now += 100);
      }
      int drawn = guard.limitWord(strong, now) >> 8;
      guard.stateRead(strong, ModuleState.C, now);
      guard.currentsRead(strong, PerPhase.all(drawn), now);
      guard.telegram(GridReading.of(PerPhase.all(drawn - 20)), now - 900, now);
    }

    assertThat(guard.limitWord(strong, now) >> 8)
        .as("a cloud takes the sun in a second")
        .isEqualTo(25);
  }

  @Test
  void aGuardThatDidNotRunIsBlindUntilATelegramBeginsAfterwards() {
    house.pass(Duration.ofMinutes(5));

    house.now += 1_500;
    long stopped = house.now - 1_000;
    house.guard.step(house.now);
    assertThat(house.granted()).isEqualTo(6);

    house.guard.telegram(GridReading.of(PerPhase.all(2)), stopped, house.now);
    assertThat(house.state()).isEqualTo(GuardState.BLIND);
    house.guard.telegram(GridReading.of(PerPhase.all(2)), house.now + 100, house.now + 300);
    assertThat(house.state()).as("it lay in a buffer that is read now").isEqualTo(GuardState.BLIND);
    house.guard.telegram(GridReading.of(PerPhase.all(2)), house.now + 501, house.now + 600);
    assertThat(house.state()).isNotEqualTo(GuardState.BLIND);
  }

  @Test
  void aDecisionThatIsNotMadeAnewIsNotSent() {
    house.pass(Duration.ofMinutes(5));

    assertThat(house.guard.limitWord(MODULE, house.now + 1_001)).isEqualTo(0x0606);
  }

  @Test
  void heartbeatsComeTwiceInTheTimeThatOneLasts() {
    house.pass(Duration.ofMinutes(5));
    long beats = 0;
    for (int i = 0; i < 200; i++) {
      house.now += 100;
      if (house.now % 1000 == 0) {
        house.second();
      }
      for (Order order : house.guard.step(house.now).orders()) {
        house.carryOut(order);
        beats += order instanceof Order.WriteLimit ? 1 : 0;
      }
    }

    assertThat(house.guard.handle(MODULE)).isEqualTo(Handle.OVERRIDE);
    assertThat(house.guard.limitWord(MODULE, house.now)).isEqualTo(0x1006);
    assertThat(beats).isBetween(25L, 29L);
  }

  @Test
  void twoModulesSeeTheSafeCurrentSharedSoThatNoPhaseGetsMore() {
    GuardedModule second = new GuardedModule("line", 3, Wiring.STRAIGHT, 6, 16);

    assertThat(LoadGuard.safeShares(settings(FuseKind.GG, 6, MODULE, second)))
        .containsExactly(6, 0);
    assertThat(LoadGuard.safeShares(settings(FuseKind.GG, 12, MODULE, second)))
        .containsExactly(6, 6);
    assertThat(GuardSettings.defaultSafeCurrent(25, FuseKind.GG)).isEqualTo(6);
    assertThat(GuardSettings.defaultSafeCurrent(25, FuseKind.B)).isZero();
    assertThat(GuardSettings.defaultSafeCurrent(50, FuseKind.C)).isEqualTo(6);
  }
}
