package org.evsebridge.bridge.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LiveLineTest {
  private static final int COLUMNS = 40;
  private final StringWriter written = new StringWriter();
  private final AtomicLong now = new AtomicLong();

  private LiveLine live(int columns) {
    return new LiveLine(new PrintWriter(written), finding -> {}, columns, now::get);
  }

  @Test
  void onATerminalOneLineIsWrittenOverAndFitsIt() {
    LiveLine live = live(COLUMNS);
    live.does("ttyUSB0", "listening at 115200 8N1, 0 bytes");
    now.addAndGet(1_000_000_000);
    live.does("ttyS0", "asking unit 2 at 9600 8N1");
    live.close();

    assertThat(written.toString().split("\r\u001b\\[K"))
        .containsExactly(
            "",
            "0 s  ttyUSB0 listening at 115200 8N1, …",
            "1 s  ttyS0 asking unit 2 at 9600 8N1; …")
        .allMatch(line -> line.length() < COLUMNS);
  }

  @Test
  void elsewhereEachChangeOfWhatIsDoneIsALine() {
    LiveLine live = live(0);
    live.does("ttyUSB0", "listening at 115200 8N1, 0 bytes");
    live.does("ttyUSB0", "listening at 115200 8N1, 700 bytes");
    live.does("ttyUSB0", "listening at 9600 7E1, 0 bytes");
    live.does("ttyUSB0", "");
    live.close();

    assertThat(written.toString().lines())
        .containsExactly("ttyUSB0: listening at 115200 8N1", "ttyUSB0: listening at 9600 7E1");
  }
}
