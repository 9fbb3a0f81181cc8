package org.evsebridge.simulator.meter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.testing.Peers;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Telegrams as programs that were not written here read them. */
class IndependentReadersTest {
  private static final Pattern NUMBER =
      Pattern.compile("^(\\d-\\d:[\\d.]+).*\\(([\\d.]+)\\*(\\w+)\\)$");

  @TempDir Path dir;

  static Stream<Arguments> kinds() {
    return Stream.of(MeterKind.values())
        .flatMap(
            kind ->
                Stream.of(List.of(Phase.values()), List.of(Phase.L1))
                    .map(phases -> Arguments.of(kind, phases)));
  }

  static Stream<Arguments> kindsWithAChecksum() {
    return kinds().filter(kind -> ((MeterKind) kind.get()[0]).hasChecksum());
  }

  /** A meter that has everything to tell that its kind can tell. */
  private static MeterSettings meter(MeterKind kind, List<Phase> phases) {
    return new MeterBuilder(kind)
        .phases(phases.toArray(Phase[]::new))
        .counters(1581.123, 1435.706, 3.5, 4.25)
        .text("Work on the grid", "01234567")
        .mbus(
            MbusSettings.DEFAULT.get(0),
            new MbusSettings(2, MbusKind.WATER, "W0059001234567827", 872.234, 110),
            new MbusSettings(3, MbusKind.HEAT, "H0059001234567828", 55.25, 30))
        .history(
            new MeterHistory(
                2.5,
                List.of(4.5, 2.718),
                13,
                4,
                List.of(
                    new MeterHistory.PastFailure(Duration.ofDays(200), Duration.ofHours(66)),
                    new MeterHistory.PastFailure(Duration.ofDays(300), Duration.ofMinutes(4))),
                List.of(1, 0, 7),
                List.of(0, 2, 0)))
        .build();
  }

  private Path telegram(MeterKind kind, List<Phase> phases) throws IOException {
    MeterUnderTest meter = new MeterUnderTest("2026-11-30T23:40:00+01:00", meter(kind, phases));
    return Files.writeString(
        dir.resolve("telegram"), meter.pass(Duration.ofMinutes(25)).last(), ISO_8859_1);
  }

  private static List<String> run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    return lines;
  }

  private static Path script(String name) {
    return Path.of("src/test/resources/readers", name);
  }

  @ParameterizedTest
  @MethodSource("kindsWithAChecksum")
  void pythonFindsTheChecksumRight(MeterKind kind, List<Phase> phases) throws Exception {
    String python = Peers.program("python3").toString();
    run(python, script("crc.py").toString(), telegram(kind, phases).toString());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void smartmeterObisReadsTheSameValues(MeterKind kind, List<Phase> phases) throws Exception {
    String node = Peers.node("smartmeter-obis");
    Path telegram = telegram(kind, phases);
    List<String> read = run(node, script("smartmeter-obis.js").toString(), telegram.toString());
    assertThat(read).containsAll(numbers(telegram));
    assertThat(references(read)).as("every object is seen").isEqualTo(references(telegram));
  }

  /** Objects of a kind that dsmr-parser's specification of it leaves out. */
  private static final Map<MeterKind, Set<String>> NOT_IN_DSMR_PARSER =
      Map.of(
          MeterKind.HUNGARIAN,
          Set.of("0-0:96.50.68"),
          MeterKind.SWEDISH,
          Set.of("1-0:3.7.0", "1-0:4.7.0"));

  private static String specification(MeterKind kind) {
    return switch (kind) {
      case DSMR_5 -> "V5";
      case DSMR_4_2 -> "V4";
      case DSMR_3 -> "V3";
      case DSMR_2_2 -> "V2_2";
      case E_MUCS -> "BELGIUM_FLUVIUS";
      case SWEDISH -> "SWEDEN";
      case HUNGARIAN -> "EON_HUNGARY";
    };
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void dsmrParserReadsTheSameValues(MeterKind kind, List<Phase> phases) throws Exception {
    String python = Peers.dsmrParser();
    Path telegram = telegram(kind, phases);
    List<String> read =
        run(python, script("dsmr-parser.py").toString(), specification(kind), telegram.toString());
    Set<String> unseen = NOT_IN_DSMR_PARSER.getOrDefault(kind, Set.of());
    assertThat(read)
        .containsAll(
            numbers(telegram).stream()
                .filter(line -> !unseen.contains(line.split(" ")[0]))
                .toList());
    Set<String> seen = new TreeSet<>(references(telegram));
    seen.removeAll(unseen);
    assertThat(references(read)).as("every object is seen").isEqualTo(seen);
  }

  @ParameterizedTest
  @CsvSource({
    "E_MUCS, 0-0:1.0.0 2026-11-30T23:05:00Z",
    "E_MUCS, 1-0:1.6.0 2026-11-30T23:00:00Z",
    "E_MUCS, 0-0:98.1.0 2.718 kW",
    "E_MUCS, 0-0:98.1.0 2026-09-10T16:15:00Z",
    "E_MUCS, 0-2:24.2.1 2026-11-30T23:05:00Z",
    "E_MUCS, 0-1:24.2.3 2026-11-30T23:05:00Z",
    "DSMR_5, 1-0:99.97.0 2026-05-14T22:40:00Z",
    "DSMR_5, 1-0:99.97.0 237600.0 s",
    "DSMR_5, 1-0:72.32.0 7.0",
    "DSMR_5, 1-0:52.36.0 2.0",
    "DSMR_5, 0-0:96.13.0 576F726B206F6E207468652067726964",
    "DSMR_5, 0-3:24.1.0 4.0",
    "DSMR_2_2, 0-1:24.3.0 2026-11-30T23:00:00Z",
    "DSMR_2_2, 0-2:24.3.0 m3",
    "DSMR_3, 0-0:96.13.1 3031323334353637.0",
    "SWEDISH, 0-0:1.0.0 2026-11-30T23:05:00Z",
    "HUNGARIAN, 1-0:13.7.0 1.0",
  })
  void dsmrParserReadsWhatIsNoPlainNumberToo(MeterKind kind, String expected) throws Exception {
    String python = Peers.dsmrParser();
    assertThat(
            run(
                python,
                script("dsmr-parser.py").toString(),
                specification(kind),
                telegram(kind, List.of(Phase.values())).toString()))
        .contains(expected);
  }

  /** The numbers with a unit at the ends of a telegram's lines, as the readers print them. */
  private static List<String> numbers(Path telegram) throws IOException {
    List<String> written = new ArrayList<>();
    for (String line : Files.readAllLines(telegram, US_ASCII)) {
      Matcher number = NUMBER.matcher(line);
      if (number.matches()) {
        double value = Double.parseDouble(number.group(2));
        written.add(number.group(1) + " " + value + " " + number.group(3));
      }
    }
    assertThat(written).hasSizeGreaterThan(6);
    return written;
  }

  private static Set<String> references(Path telegram) throws IOException {
    return Files.readAllLines(telegram, US_ASCII).stream()
        .filter(line -> line.matches("\\d-\\d:.*"))
        .map(line -> line.substring(0, line.indexOf('(')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> references(List<String> read) {
    return read.stream()
        .map(line -> line.split(" ")[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
