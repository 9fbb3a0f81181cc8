package org.evsebridge.bridge.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.registers.ModuleState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineOrdersTest {
  private static final long NOW = 10_000;

  private static ModuleControl control(int safe) {
    return new ModuleControl(
        SampleGuards.MODULE, safe, SampleGuards.settings(FuseKind.GG, safe, SampleGuards.MODULE));
  }

  /** Whose handle is found out by an answer: it advertises the high half, or the low one. */
  private static LineOrders orders(Handle handle, int safe) {
    LineOrders orders = control(safe).line;
    if (handle != Handle.UNKNOWN) {
      orders.written(16 << 8 | 7, 0);
      orders.advertised(32, handle == Handle.OVERRIDE ? 16 : 7, 100);
    }
    assertThat(orders.handle()).isEqualTo(handle);
    return orders;
  }

  @ParameterizedTest
  @CsvSource({
    "OVERRIDE, 6, 16, 1006",
    "OVERRIDE, 6,  7, 0706",
    "OVERRIDE, 6,  6, 0606",
    "OVERRIDE, 6,  0, 0000",
    "OVERRIDE, 0, 16, 1000",
    "OVERRIDE, 0,  0, 0000",
    "OVERRIDE, 9,  8, 0808",
    "UNKNOWN,  6, 16, 1006", // the first heartbeat is the question
    "UNKNOWN,  0, 16, 1000",
    "CAP,      6, 16, 1010", // such a module would follow the lower half
    "CAP,      0, 16, 1010"
  })
  void theLowHalfIsWhatIsGrantedAndNoMoreThanIsSafe(
      Handle handle, int safe, int granted, String word) {
    assertThat(orders(handle, safe).word(granted)).isEqualTo(Integer.parseInt(word, 16));
  }

  /** In a minute and a half, in steps of a tenth of a second, each order answered at once. */
  @ParameterizedTest
  @CsvSource({
    "0, C, 129", // each 0.7 s: heartbeats
    "6, C,  45", // each 2 s: it stands by itself
    "6, A,   9" // each 10 s
  })
  void aLimitIsWrittenAgainAsOftenAsItLasts(int safe, ModuleState state, int times) {
    ModuleControl control = control(safe);
    control.wishes.know(new Wish(0x0606, 0));
    control.makesWay(6, 0);
    control.follow(0);
    control.isIn(state, 0);
    int writes = 0;
    for (long now = 0; now < 90_000; now += 100) {
      for (var order = control.line.next(now); order.isPresent(); order = control.line.next(now)) {
        writes += order.get() instanceof Order.WriteLimit ? 1 : 0;
        carryOut(order.get(), control, now);
      }
    }

    assertThat(writes).isEqualTo(times);
  }

  private static void carryOut(Order order, ModuleControl control, long now) {
    if (order instanceof Order.WriteLimit) {
      control.line.written(control.line.word(control.granted()), now);
    } else if (order instanceof Order.Read read) {
      switch (read.first()) {
        case CURRENTS -> control.line.advertised(32, control.granted(), now);
        case SETTINGS -> control.line.settingsRead(now);
        default -> control.line.lookedAt(now);
      }
    }
  }

  @Test
  void oneThatDoesNotAnswerIsLostAtTheThirdTimeAndGetsItsLimitFirstWhenItIsBack() {
    ModuleControl control = control(6);
    control.wishes.know(new Wish(0x1010, 0));
    LineOrders orders = control.line;
    for (int i = 1; i <= LineOrders.FAILURES_TO_LOSE; i++) {
      assertThat(orders.isLost()).as("before failure %d", i).isFalse();
      orders.failed(NOW);
    }
    assertThat(orders.isLost()).isTrue();
    assertThat(orders.next(NOW + LineOrders.TRY_LOST - 1)).isEmpty();
    assertThat(orders.next(NOW + LineOrders.TRY_LOST)).containsInstanceOf(Order.WriteLimit.class);
  }
}
