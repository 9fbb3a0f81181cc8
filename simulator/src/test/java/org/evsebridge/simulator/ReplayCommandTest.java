package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int replay(String text, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve("recording.txt"), text);
    List<String> arguments = new ArrayList<>(List.of("replay", file.toString()));
    arguments.addAll(Arrays.asList(options));
    return Main.commandLine(new CountDownLatch(1))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void everyDifferenceIsPrintedAndTheStatusIs1() throws Exception {
    int status =
        replay(
            """
            20:38:32.000 > 02 04 01 03 00 01 c0 05
            20:38:32.050 < 02 04 02 00 03 bd 31
            20:38:32.500 < 01 02 03
            20:38:33.000 > 02 04 01 02 00 01 91 c5
            20:38:33.050 < 02 04 02 14 14 f2 3f
            20:38:33.200 > 03 04 01 03 00 01 c1 d4
            20:38:34.250 > 02 04 00 05 00 01 21 f8
            20:38:34.300 < 02 04 02 1a 08 f7 96
            """);
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString().lines())
        .containsExactly(
            folder.resolve("recording.txt") + ": 3 requests to unit 2 within 2.25s",
            "left out: 1 to other units, which --unit chooses",
            "line 3 left out: 3 bytes are no whole frame: its CRC or its length is wrong",
            "line 7, after 2.25s: read 0x0005 ×1",
            "  firmware version: recorded 1.10.8, model 2.10.17",
            "2 alike (0 of them within the scatter of measurements), 1 different");
    assertThat(status).isEqualTo(1);
  }

  @Test
  void whatTheModelAnswersTooEndsWith0() throws Exception {
    assertThat(replay("020401030001c005\n0204020003bd31")).isZero();
    assertThat(out.toString())
        .endsWith("1 alike (0 of them within the scatter of measurements), 0 different\n");
  }

  @Test
  void theRigFilesChargerIsTheModel() throws Exception {
    Path rig =
        Files.writeString(folder.resolve("rig.yaml"), "chargers: [{firmware: 2.10.8, unit: 7}]");
    String frames = "> 02 04 00 05 00 01 21 f8\n< 02 04 02 2a 08 e3 96";
    assertThat(replay(frames)).isEqualTo(1);
    assertThat(replay(frames, "-c", rig.toString())).as(out.toString()).isZero();
  }

  @Test
  void aUnitThatIsNotInTheRecordingIsRefused() throws Exception {
    assertThat(replay("020401030001c005", "--unit", "5")).isEqualTo(2);
    assertThat(err.toString()).contains("has nothing of unit 5, only of [2]");
  }

  @Test
  void whatIsNoRecordingIsRefusedInASentence() throws Exception {
    assertThat(replay("The car did not charge.")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("evse-simulator replay: ")
        .contains("holds no Modbus request");
    assertThat(err.toString().lines()).hasSize(1);
  }
}
