package org.evsebridge.simulator.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
  private static Recording read(String text) {
    return Recording.of(text.lines().toList());
  }

  /** One exchange a text: line, milliseconds, request and answer. */
  private static List<String> exchanges(Recording recording) {
    return recording.exchanges().stream()
        .map(
            e ->
                e.line()
                    + " at "
                    + e.at().toMillis()
                    + ": "
                    + text(e.request())
                    + " > "
                    + e.answer().map(RecordingTest::text).orElse("-"))
        .toList();
  }

  private static String text(Adu adu) {
    return adu.unit() + " " + adu.pdu();
  }

  @Test
  void evccsTraceIsReadInRtuFraming() {
    Recording recording =
        read(
            """
            [lp-1  ] DEBUG 2025/07/10 20:38:32 charger status: C
            [modbus] TRACE 2025/07/10 20:38:32 modbus: send 02 04 01 03 00 01 c0 05
            [modbus] TRACE 2025/07/10 20:38:32 modbus: recv 02 04 02 00 03 bd 31
            > evcc | [modbus] TRACE 2025/07/10 20:39:02 modbus: send 02 04 01 02 00 01 91 c5
            [modbus] TRACE 2025/07/10 20:39:02 modbus: close connection: EOF
            [modbus] TRACE 2025/07/10 20:39:02 modbus: send 02 04 01 09 00 03 61 c6
            [modbus] TRACE 2025/07/10 20:39:03 modbus: recv 02 04 06 e4 c5 06 15 06 40 bc 8a
            """);
    assertThat(exchanges(recording))
        .containsExactly(
            "2 at 0: 2 04 01 03 00 01 > 2 04 02 00 03",
            "4 at 30000: 2 04 01 02 00 01 > -",
            "6 at 30000: 2 04 01 09 00 03 > 2 04 06 e4 c5 06 15 06 40");
    assertThat(recording.unread()).isEmpty();
  }

  @Test
  void evccsTraceIsReadInModbusTcpWhereTheTransactionIdTellsWhatBelongsTogether() {
    Recording recording =
        read(
            """
            [a] TRACE 2024/10/12 18:10:52 modbus: send 00 05 00 00 00 06 01 03 90 89 00 02
            [b] TRACE 2024/10/12 18:10:52 modbus: send 00 05 00 00 00 06 01 03 90 8c 00 01
            [b] TRACE 2024/10/12 18:10:52 modbus: recv 00 05 00 00 00 05 01 03 02 03 02
            [a] TRACE 2024/10/12 18:10:54 modbus: recv 00 04 00 00 00 07 01 03 04 00 00 00 01
            [a] TRACE 2024/10/12 18:10:54 modbus: recv 00 05 00 00 00 07 01 03 04 ff ff fe 45
            """);
    assertThat(exchanges(recording))
        .containsExactly(
            "1 at 0: 1 03 90 89 00 02 > 1 03 04 ff ff fe 45",
            "2 at 0: 1 03 90 8c 00 01 > 1 03 02 03 02");
    assertThat(recording.unread())
        .containsExactly(new Recording.UnusedLine(4, "unit 1 answers what nobody has asked"));
  }

  @Test
  void theBridgesDebugLogIsReadByTheFramesAtTheEndOfItsLines() {
    Recording recording =
        read(
            """
            12:00:00.120 DEBUG TransactionLog 10.0.0.2:5001 unit 2 read 0x0103 ×1: state C; queue 0.1 ms, line 9.0 ms; frames 02 04 01 03 00 01 > 02 04 02 00 03
            12:00:00.500 INFO  P1Port somebody came
            12:00:01.121 DEBUG TransactionLog 10.0.0.2:5001 unit 2 read 0x0102 ×1: timeout; queue 0.1 ms, line 500.0 ms; frames 02 04 01 02 00 01 > -
            """);
    assertThat(exchanges(recording))
        .containsExactly(
            "1 at 0: 2 04 01 03 00 01 > 2 04 02 00 03", "3 at 1001: 2 04 01 02 00 01 > -");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20:38:32.120 > 02 04 01 03 00 01 c0 05\n20:38:33.120 < 02 04 02 00 03 bd 31",
        "2025-07-10T20:38:32.120Z TX: 0204 0103 0001 c005\n2025-07-10T20:38:33.120Z RX: 0204 0200 03bd 31",
        "[12.000] 0x02,0x04,0x01,0x03,0x00,0x01,0xC0,0x05\n[13.000] 0x02,0x04,0x02,0x00,0x03,0xBD,0x31",
        "send 02:04:01:03:00:01:c0:05\nrecv 02:04:02:00:03:bd:31",
        "020401030001c005\n0204020003bd31",
        "020401030001c0050204020003bd31",
        "> 2025/07/10 20:38:32.000120  length=8 from=0 to=7\n 02 04 01 03 00 01 c0 05\n"
            + "< 2025/07/10 20:38:32.000130  length=7 from=0 to=6\n 02 04 02 00 03 bd 31",
        "2026/11/22 08:00:00 tcp  02 04 01 03 00 01 c0 05  |........|\n"
            + "2026/11/22 08:00:00 term 02 04 02 00 03 bd 31     |.......|",
        "# a comment\n\n1.5 > 02 04 01 03\n1.5 > 00 01 c0 05\n2.0 < 02 04\n2.1 < 02 00 03\n2.1 < bd 31",
        "req 000700000006020401030001\nans 00 07 00 00 00 05 02 04 02 00 03",
      })
  void aHexDumpIsReadHoweverItWasWritten(String dump) {
    Recording recording = read(dump);
    assertThat(recording.unread()).isEmpty();
    assertThat(recording.exchanges()).hasSize(1);
    assertThat(exchanges(recording).get(0)).endsWith(": 2 04 01 03 00 01 > 2 04 02 00 03");
  }

  @Test
  void momentsGoOnOverMidnightAndNeverBackwards() {
    assertThat(
            exchanges(
                read(
                    """
                    23:59:59.500 > 02 04 01 03 00 01 c0 05
                    00:00:00.250 > 02 04 01 03 00 01 c0 05
                    00:00:00.150 > 02 04 01 03 00 01 c0 05
                    """)))
        .extracting(text -> text.replaceAll(":.*", ""))
        .containsExactly("1 at 0", "2 at 750", "3 at 750");
  }

  @Test
  void withoutMomentsASecondPassesFromRequestToRequest() {
    assertThat(exchanges(read("020401030001c005\n0204020003bd31\n020401020001 91c5")))
        .extracting(text -> text.replaceAll(":.*", ""))
        .containsExactly("1 at 0", "3 at 1000");
  }

  @Test
  void aDamagedFrameIsNamedWithItsLineAndHidesNoOther() {
    Recording recording =
        read(
            """
            1.0 > 02 04 01 03 00 01 c0 05
            1.1 < 02 04 02 00 03 bd 32
            2.0 > 02 04 01 03 00 01 c0 05
            2.1 < 02 04 02 00 03 bd 31
            """);
    assertThat(exchanges(recording))
        .containsExactly(
            "1 at 0: 2 04 01 03 00 01 > -", "3 at 1000: 2 04 01 03 00 01 > 2 04 02 00 03");
    assertThat(recording.unread())
        .containsExactly(
            new Recording.UnusedLine(
                2, "7 bytes are no whole frame: its CRC or its length is wrong"));
  }

  @Test
  void anExceptionAndALimitedWriteAreAnswers() {
    Adu write = new Adu(2, Pdu.request(6, 0x0201, 0x2020));
    Adu limited = new Adu(2, Pdu.request(6, 0x0201, 0x1010));
    Adu refused = new Adu(2, Pdu.of(0x86, 3));
    String dump =
        "> " + hex(write) + "\n< " + hex(limited) + "\n> " + hex(write) + "\n< " + hex(refused);
    assertThat(read(dump).exchanges())
        .extracting(e -> e.answer().orElseThrow())
        .containsExactly(limited, refused);
  }

  private static String hex(Adu adu) {
    return HexFormat.ofDelimiter(" ").formatHex(Framing.RTU.encode(0, adu));
  }

  /** Whatever is written down and however it is cut, it comes back. */
  @Test
  void aRandomDumpCutAnywhereComesBackAsItWas() {
    Random random = new Random(4);
    for (int run = 0; run < 200; run++) {
      StringBuilder dump = new StringBuilder();
      List<String> written = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        int count = 1 + random.nextInt(13);
        Adu request = new Adu(2, Pdu.request(4, random.nextInt(0x10000), count));
        int[] answer = new int[2 + 2 * count];
        answer[0] = 4;
        answer[1] = 2 * count;
        for (int at = 2; at < answer.length; at++) {
          answer[at] = random.nextInt(256);
        }
        Framing framing = run % 2 == 0 ? Framing.RTU : Framing.TCP;
        cut(dump, random, i, ">", framing.encode(i, request));
        cut(dump, random, i, "<", framing.encode(i, new Adu(2, Pdu.of(answer))));
        written.add(text(request) + " > " + text(new Adu(2, Pdu.of(answer))));
      }
      Recording recording = read(dump.toString());
      assertThat(recording.unread()).isEmpty();
      assertThat(exchanges(recording))
          .extracting(text -> text.replaceAll("^.*?: ", ""))
          .isEqualTo(written);
    }
  }

  private static void cut(StringBuilder dump, Random random, int at, String sign, byte[] bytes) {
    int middle = 1 + random.nextInt(bytes.length - 1);
    HexFormat hex = HexFormat.ofDelimiter(" ");
    dump.append(at).append(".0 ").append(sign).append(' ');
    dump.append(hex.formatHex(bytes, 0, middle)).append('\n');
    dump.append(at).append(".1 ").append(sign).append(' ');
    dump.append(hex.formatHex(bytes, middle, bytes.length)).append('\n');
  }

  @Test
  void whatCannotBeReadIsSaidInASentence(@TempDir Path dir) throws Exception {
    Path prose =
        Files.writeString(dir.resolve("prose.txt"), "The car did not charge.\n" + "f".repeat(5000));
    assertThatThrownBy(() -> Recording.read(prose))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            prose + " holds no Modbus request: paste lines of evcc --log trace");
    assertThatThrownBy(() -> Recording.read(dir))
        .hasMessage(dir + " cannot be read: no such file, or not a file of yours");
    assertThatThrownBy(() -> Recording.read(Path.of("/dev/zero")))
        .hasMessage("/dev/zero cannot be read: no such file, or not a file of yours");
  }
}
