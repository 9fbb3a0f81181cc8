package org.evsebridge.bridge.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of clients' requests to a guarded module, and of its answers. */
class GuardedTrafficTest {
  private static final GuardedModule MODULE = new GuardedModule("line", 2, Wiring.STRAIGHT, 6, 16);
  private static final long NOW = 10_000;

  private final LoadGuard guard = new LoadGuard(SampleGuards.settings(FuseKind.GG, 6, MODULE));
  private final GuardedTraffic traffic = new GuardedTraffic(MODULE, guard);

  private static Pdu pdu(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return Pdu.of(bytes, 0, bytes.length);
  }

  private void step() {
    guard.step(NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "06 0201 1010, 06 0201 0606", // evcc's way: both halves
    "06 0201 0010, 06 0201 0606", // the maker's sketches: the lower half is meant, at once
    "06 0201 ff10, 06 0201 0606",
    "06 0201 ffff, 06 0201 0606", // 255 A, both
    "06 0201 0808, 06 0201 0606",
    "06 0201 0606, 06 0201 0606",
    "06 0201 0505, 06 0201 0000", // no car charges with 5 A
    "06 0201 0000, 06 0201 0000",
    "10 0201 0001 02 1010, 10 0201 0001 02 0606"
  })
  void aWishGoesOnTheLineAsWhatIsGrantedInTheSameFunction(String asked, String sent) {
    step();

    assertThat(GuardedTraffic.clamps(pdu(asked))).isTrue();
    assertThat(traffic.toLine(pdu(asked), "evcc", NOW)).isEqualTo(pdu(sent));
  }

  @ParameterizedTest
  @CsvSource({
    "06 0200 0003, ILLEGAL_DATA_ADDRESS",
    "10 0200 0001 02 0003, ILLEGAL_DATA_ADDRESS",
    "10 0201 0002 04 1010 0000, ILLEGAL_DATA_VALUE",
    "10 0200 0002 04 0003 1010, ILLEGAL_DATA_VALUE",
    "16 0201 00ff 1010, ILLEGAL_FUNCTION",
    "17 0100 0001 0201 0001 02 1010, ILLEGAL_FUNCTION"
  })
  void whatWouldGetPastTheGuardIsRefused(String asked, ExceptionCode code) {
    assertThat(traffic.refusal(pdu(asked))).contains(code);
  }

  @ParameterizedTest
  @CsvSource({"03 0201 0001", "04 0102 0001", "06 0204 0001", "06 0202 1234", "06 0201 1010"})
  void allElsePasses(String asked) {
    assertThat(traffic.refusal(pdu(asked))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "06 0201 0a0a, true",
    "10 0200 0003 06 0001 0a0a 1234, true",
    "06 0204 0001, true",
    "06 0205 0001, false"
  })
  void aBroadcastMayNotTouchWhatTheGuardDecides(String asked, boolean refused) {
    assertThat(GuardedTraffic.isRefusedBroadcast(pdu(asked))).isEqualTo(refused);
  }

  @Test
  void readsOfTheLimitShowTheWishAndTheUpperHalfForItsTwoSeconds() {
    step();
    traffic.toLine(pdu("06 0201 1010"), "evcc", NOW);
    Pdu alone = pdu("03 0201 0001");
    Pdu block = pdu("03 0200 0003");

    assertThat(traffic.shown(alone, pdu("03 02 0606"), NOW)).isEqualTo(pdu("03 02 1010"));
    assertThat(traffic.shown(alone, pdu("03 02 ff06"), NOW + 2_000)).isEqualTo(pdu("03 02 ff10"));
    assertThat(traffic.shown(block, pdu("03 06 5a02 0606 0000"), NOW))
        .isEqualTo(pdu("03 06 5a02 1010 0000"));
  }

  @Test
  void aWishThatNothingCanChargeWithIsReadBackAsItWasWritten() {
    step();
    traffic.toLine(pdu("06 0201 0303"), "evcc", NOW);

    assertThat(traffic.shown(pdu("03 0201 0001"), pdu("03 02 0000"), NOW))
        .isEqualTo(pdu("03 02 0303"));
  }

  /** The client of an unanswered write takes it for failed; a lower limit is safe in any case. */
  @ParameterizedTest
  @CsvSource({
    "06 0201 0808, '',           8", // less counts whatever becomes of the write
    "06 0201 0808, 86 04,        8",
    "06 0201 0000, '',           0",
    "06 0201 1010, '',           10", // more does not without an answer
    "06 0201 1010, 86 04,        10",
    "06 0201 1010, 06 0201 0606, 16"
  })
  void aWishForMoreCountsOnlyWhenTheModuleHasConfirmedIt(String write, String answer, int wish) {
    step();
    Pdu before = traffic.toLine(pdu("06 0201 0a0a"), "evcc", NOW);
    traffic.answered(before, before, NOW);

    Pdu sent = traffic.toLine(pdu(write), "evcc", NOW);
    if (!answer.isEmpty()) {
      traffic.answered(sent, pdu(answer), NOW);
    }
    for (long now = NOW; now <= NOW + 2_100; now += 100) {
      guard.step(now);
    }

    assertThat(guard.states(NOW + 2_100).get(0).wish()).isEqualTo(wish);
  }

  /** The guard's own writes say nothing of a client's. */
  @Test
  void whatTheGuardItselfWritesConfirmsNoWish() {
    step();
    Pdu sent = traffic.toLine(pdu("06 0201 1010"), "evcc", NOW);

    traffic.ended(sent, Optional.of(sent), NOW + 500);
    guard.step(NOW + 1_000);
    guard.step(NOW + 2_000);
    guard.step(NOW + 2_001);

    assertThat(guard.wishShown(MODULE, NOW + 2_001)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"04 0102 0001, 04 02 1406", "03 0204 0001, 03 02 0001", "03 0201 0001, 83 06"})
  void whatTheModuleSaysOfItselfIsNotTouched(String asked, String answer) {
    step();
    traffic.toLine(pdu("06 0201 1010"), "evcc", NOW);

    assertThat(traffic.shown(pdu(asked), pdu(answer), NOW)).isEqualTo(pdu(answer));
  }

  /** L2 and L3 are full: a car on L1 alone may have what is left there. */
  @ParameterizedTest
  @CsvSource({"06 0204 0000, 16", "10 0204 0001 02 0000, 16", "06 0204 0001, 7"})
  void aWriteOfTheSettingsIsNoticedAtOnceInEitherFunction(String write, int granted) {
    step();
    traffic.toLine(pdu("06 0201 1010"), "evcc", NOW);
    traffic.answered(pdu("06 0201 0606"), pdu("06 0201 0606"), NOW);
    guard.stateRead(MODULE, ModuleState.B, NOW);
    traffic.answered(pdu(write), pdu(write), NOW);

    long now = NOW;
    for (int second = 0; second < 300; second++) {
      for (int tenth = 0; tenth < 10; tenth++) {
        guard.step(now += 100);
      }
      guard.telegram(GridReading.of(new PerPhase(2, 18, 18)), now - 500, now);
    }

    assertThat(guard.limitWord(MODULE, now) >> 8).isEqualTo(granted);
  }

  @Test
  void oneWhoOnlyReadsIsNoSignThatSomebodySteers() {
    step();
    traffic.asked(pdu("04 0103 0001"), "homeassistant", NOW);
    assertThat(guard.isControllerSilent(MODULE, NOW + 3_600_000)).isFalse();

    traffic.toLine(pdu("06 0201 1010"), "evcc", NOW);
    traffic.asked(pdu("04 0103 0001"), "homeassistant", NOW + 600_000);
    traffic.asked(pdu("04 0105 0003"), "evcc", NOW + 600_000);
    assertThat(guard.isControllerSilent(MODULE, NOW + 600_000)).isTrue();

    traffic.asked(pdu("04 0103 0001"), "evcc", NOW + 600_001);
    assertThat(guard.isControllerSilent(MODULE, NOW + 600_001)).isFalse();
  }
}
