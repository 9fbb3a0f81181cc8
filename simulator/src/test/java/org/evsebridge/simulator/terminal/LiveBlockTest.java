package org.evsebridge.simulator.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveBlockTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);
  private final Screen screen = new Screen(40, 6);
  private WindowSize window = new WindowSize(40, 6);
  private final LiveBlock block = new LiveBlock(out, () -> window);

  @BeforeEach
  void show() {
    block.unhide();
    block.show(List.of("one", "two"));
  }

  private String shown() {
    screen.feed(bytes.toString(UTF_8));
    bytes.reset();
    return screen.text();
  }

  @Test
  void isWrittenAnewInItsPlaceWhateverItsHeight() {
    assertThat(shown()).isEqualTo("one\ntwo");
    block.show(List.of("1", "2 two", "3"));
    assertThat(shown()).isEqualTo("1\n2 two\n3");
    block.show(List.of("last"));
    assertThat(shown()).isEqualTo("last");
  }

  @Test
  void whatOthersWriteStandsAboveIt() {
    block.above(() -> out.println("a line of the log that is longer than forty columns"));
    block.show(List.of("one", "three"));
    assertThat(shown())
        .isEqualTo("a line of the log that is longer than fo\nrty columns\none\nthree");
  }

  @Test
  void nothingIsWrittenWhereNothingHasChanged() {
    shown();
    block.show(List.of("one", "two"));
    assertThat(bytes.size()).isZero();
  }

  @Test
  void aLineNeverReachesTheLastColumn() {
    block.show(List.of("x".repeat(40), "y".repeat(39)));
    assertThat(shown()).isEqualTo("x".repeat(38) + "…\n" + "y".repeat(39));
  }

  @Test
  void moreLinesThanTheTerminalHasAreLeftOut() {
    block.show(List.of("1", "2", "3", "4", "5", "6", "7"));
    block.show(List.of("1", "2", "3", "4", "5", "6", "8"));
    assertThat(shown()).isEqualTo("1\n2\n3\n4\n5");
  }

  @Test
  void noRemnantStaysWhenTheTerminalBecomesNarrowerAndWrapsItsLines() {
    out.println("before");
    block.unhide();
    block.show(List.of("a".repeat(39), "b"));
    shown();
    resize(20);
    block.show(List.of("aa", "b"));
    assertThat(shown()).endsWith("before\naa\nb").doesNotContain("aaa");
    resize(60);
    block.show(List.of("a".repeat(39), "b"));
    assertThat(shown()).endsWith("before\n" + "a".repeat(39) + "\nb");
  }

  @Test
  void noRemnantStaysWhenItIsToldOfANarrowerTerminalTooLate() {
    out.println("before");
    block.unhide();
    block.show(List.of("a".repeat(39), "b".repeat(39), "c"));
    shown();
    screen.widen(20);
    block.show(List.of("x".repeat(39), "y".repeat(39), "z"));
    assertThat(shown()).endsWith("before\n" + "x".repeat(20) + "\n" + "y".repeat(20) + "\nz");
    window = new WindowSize(20, 6);
    block.show(List.of("one", "two"));
    assertThat(shown()).endsWith("before\none\ntwo");
  }

  private void resize(int columns) {
    window = new WindowSize(columns, 6);
    screen.widen(columns);
  }

  @Test
  void whileItIsHiddenOnlyOthersAreSeen() {
    block.hide();
    assertThat(shown()).isEmpty();
    block.show(List.of("unseen"));
    block.above(() -> out.println("a line"));
    out.println("$ fg");
    block.unhide();
    assertThat(shown()).isEqualTo("a line\n$ fg\nunseen");
  }
}
