package org.evsebridge.simulator.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.config.FaultRuleBlock;
import org.evsebridge.simulator.testing.SchemaJudges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineFaultsTest {
  private static final Adu READ = new Adu(2, Pdu.request(4, 0x0105, 3));
  private static final Adu ANSWER = new Adu(2, Pdu.of(4, 6, 1, 2, 3, 4, 5, 6));
  private static final byte[] FRAME = Rtu.encode(ANSWER);

  private final LineFaults faults = new LineFaults(1);

  @Test
  void withoutFaultsTheAnswerComesAsItIs() {
    assertThat(apply(READ).bytes()).isEqualTo(FRAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-answer", "dead"})
  void silenceIsSilence(String fault) throws ConfigException {
    set("fault: " + fault);
    assertThat(apply(READ).bytes()).isEmpty();
  }

  @Test
  void aLostAnswerWasStillActedOnButADeadLineCarriesNoRequest() throws ConfigException {
    assertThat(rule("fault: no-answer").fault().reachesUnit()).isTrue();
    assertThat(rule("fault: dead").fault().reachesUnit()).isFalse();
    assertThat(rule("fault: exception").fault().reachesUnit()).isFalse();
  }

  @Test
  void aLateAnswerIsWhole() throws ConfigException {
    set("{fault: late, by: 300ms}");
    BusReply reply = apply(READ);
    assertThat(reply.delay()).isEqualTo(Duration.ofMillis(300));
    assertThat(reply.bytes()).isEqualTo(FRAME);
  }

  @ParameterizedTest
  @CsvSource({"1", "5", "10", "11", "200"})
  void aCutAnswerIsTheBeginningOfTheRightOne(int length) throws ConfigException {
    set("{fault: cut-short, bytes: " + length + "}");
    assertThat(apply(READ).bytes()).isEqualTo(Arrays.copyOf(FRAME, Math.min(length, FRAME.length)));
  }

  @Test
  void aWrongCrcSpoilsTheCrcAlone() throws ConfigException {
    set("fault: wrong-crc");
    for (int i = 0; i < 100; i++) {
      byte[] bytes = apply(READ).bytes();
      assertThat(Arrays.copyOf(bytes, bytes.length - 2))
          .isEqualTo(Arrays.copyOf(FRAME, FRAME.length - 2));
      assertThat(Rtu.isFrame(bytes, 0, bytes.length)).isFalse();
    }
  }

  @Test
  void aBitFlipChangesOneBitAnywhere() throws ConfigException {
    set("fault: bit-flip");
    boolean[] flipped = new boolean[FRAME.length];
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = apply(READ).bytes();
      int bits = 0;
      for (int at = 0; at < FRAME.length; at++) {
        int changed = Integer.bitCount((bytes[at] ^ FRAME[at]) & 0xFF);
        flipped[at] |= changed > 0;
        bits += changed;
      }
      assertThat(bits).isEqualTo(1);
    }
    assertThat(flipped).doesNotContain(false);
  }

  @Test
  void garbageComesBeforeOrAfterTheWholeAnswer() throws ConfigException {
    set("{fault: garbage-before, bytes: 4}");
    set("{fault: garbage-after, bytes: 2}");
    byte[] bytes = apply(READ).bytes();
    assertThat(bytes).hasSize(4 + FRAME.length + 2);
    assertThat(Arrays.copyOfRange(bytes, 4, 4 + FRAME.length)).isEqualTo(FRAME);
  }

  @Test
  void theAnswerOfAnotherUnitIsAWholeFrame() throws ConfigException {
    set("{fault: other-unit, as: 9}");
    assertThat(decoded(apply(READ))).contains(new Adu(9, ANSWER.pdu()));
  }

  @Test
  void anExceptionOfChoiceIsAnsweredToTheFunctionAsked() throws ConfigException {
    set("{fault: exception, code: 6}");
    assertThat(decoded(apply(READ))).contains(new Adu(2, Pdu.of(0x84, 6)));
  }

  @Test
  void noExceptionComesWhereNoUnitWouldAnswer() throws ConfigException {
    set("{fault: exception, requests: 1}");
    assertThat(faults.appliedTo(new Adu(9, READ.pdu()), Way.TAP, false, Duration.ZERO)).isEmpty();
    assertThat(faults.appliedTo(READ, Way.TAP, true, Duration.ZERO)).hasSize(1);
  }

  @Test
  void anEchoIsTheRequestBeforeTheAnswer() throws ConfigException {
    set("fault: echo");
    assertThat(HexFormat.of().formatHex(apply(READ).bytes()))
        .isEqualTo(HexFormat.of().formatHex(Rtu.encode(READ)) + HexFormat.of().formatHex(FRAME));
  }

  @Test
  void piecesMakeTheWholeAnswer() throws ConfigException {
    set("{fault: pieces, bytes: 4, pause: 20ms}");
    BusReply reply = apply(READ);
    assertThat(reply.pause()).isEqualTo(Duration.ofMillis(20));
    assertThat(reply.pieces()).extracting(piece -> piece.length).containsExactly(4, 4, 3);
  }

  @Test
  void aResetAndAnUnpluggedAdapterCutTheWayToTheClient() throws ConfigException {
    assertThat(appliedBy("fault: reset").mishap()).contains(new BusReply.Mishap(Duration.ZERO));
    assertThat(appliedBy("{fault: unplugged, away: 3s}").mishap())
        .contains(new BusReply.Mishap(Duration.ofSeconds(3)));
  }

  static Stream<Arguments> everyFaultOnEveryWay() {
    return Stream.of(FaultRuleBlock.kinds().split(", "))
        .flatMap(kind -> Stream.of(Way.values()).map(way -> Arguments.of(kind, way)));
  }

  /** Which fault has nothing to strike where. */
  private static final Map<String, Set<Way>> IN_VAIN =
      Map.of(
          "wrong-crc", Set.of(Way.MODBUS_TCP),
          "reset", Set.of(Way.TAP, Way.DEVICE),
          "unplugged", Set.of(Way.DEVICE));

  @ParameterizedTest
  @MethodSource("everyFaultOnEveryWay")
  void aFaultStrikesWhereItChangesSomethingAndIsNotUsedUpElsewhere(String kind, Way way)
      throws ConfigException {
    set("{fault: " + kind + ", requests: 1}");
    Framing framing = way == Way.MODBUS_TCP ? Framing.TCP : Framing.RTU;
    Exchange exchange = new Exchange(framing, 77, READ, Optional.of(ANSWER));
    List<FaultRule> applied = faults.appliedTo(READ, way, true, Duration.ZERO);

    if (IN_VAIN.getOrDefault(kind, Set.of()).contains(way)) {
      assertThat(applied).isEmpty();
      assertThat(faults.active(Duration.ZERO)).as("what is left").hasSize(1);
    } else {
      assertThat(applied).hasSize(1);
      assertThat(faults.reply(exchange, applied)).isNotEqualTo(exchange.reply());
      assertThat(faults.active(Duration.ZERO)).as("what is left").isEmpty();
    }
  }

  @Test
  void aFaultInVainSaysWhereItWouldStrike() throws ConfigException {
    assertThat(rule("fault: reset").inVain("rs485", Set.of(Way.TAP)))
        .contains(
            "'reset' would strike nothing on line 'rs485', which is reached by tap only: it strikes"
                + " on modbus-tcp, rtu-over-tcp");
    assertThat(rule("fault: reset").inVain("rs485", Set.of(Way.TAP, Way.MODBUS_TCP))).isEmpty();
    assertThat(rule("fault: wrong-crc").inVain("rs485", Set.of(Way.MODBUS_TCP))).isPresent();
    assertThat(rule("fault: unplugged").inVain("rs485", Set.of(Way.DEVICE))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-answer", "late", "cut-short", "wrong-crc", "bit-flip", "other-unit"})
  void whatSpoilsAnAnswerWaitsForOne(String kind) throws ConfigException {
    set("{fault: " + kind + ", requests: 1}");
    Adu toNobody = new Adu(9, READ.pdu());
    assertThat(faults.appliedTo(toNobody, Way.TAP, false, Duration.ZERO)).isEmpty();
    assertThat(faults.appliedTo(READ, Way.TAP, true, Duration.ZERO)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "unit: 2, true",
    "unit: 3, false",
    "registers: 0x0105-0x0107, true",
    "registers: 0x0107, true",
    "registers: 0x0104, false",
    "registers: 0x0108-0x0200, false",
    "registers: 0x0000-0xFFFF, true",
  })
  void aScopeChoosesTheRequestsThatAreStruck(String scope, boolean applied) throws ConfigException {
    set("fault: no-answer\n" + scope);
    assertThat(apply(READ).bytes().length == 0).isEqualTo(applied);
  }

  @Test
  void aWriteTouchesItsOneRegister() throws ConfigException {
    set("fault: no-answer\nregisters: 0x0201");
    assertThat(
            faults.appliedTo(
                new Adu(2, Pdu.request(6, 0x0201, 0x2020)), Way.TAP, true, Duration.ZERO))
        .hasSize(1);
    assertThat(
            faults.appliedTo(new Adu(2, Pdu.request(6, 0x0200, 2)), Way.TAP, true, Duration.ZERO))
        .isEmpty();
    assertThat(faults.appliedTo(new Adu(2, Pdu.of(17)), Way.TAP, true, Duration.ZERO)).isEmpty();
  }

  @Test
  void aFaultForTheNextRequestsIsOverAfterThem() throws ConfigException {
    set("{fault: no-answer, requests: 2}");
    assertThat(apply(READ).bytes()).isEmpty();
    assertThat(apply(READ).bytes()).isEmpty();
    assertThat(apply(READ).bytes()).isEqualTo(FRAME);
    assertThat(faults.active(Duration.ZERO)).isEmpty();
  }

  @Test
  void aFaultForATimeIsOverAfterIt() throws ConfigException {
    set("{fault: no-answer, for: 10s}");
    assertThat(faults.appliedTo(READ, Way.TAP, true, Duration.ofMillis(9_999))).hasSize(1);
    assertThat(faults.appliedTo(READ, Way.TAP, true, Duration.ofSeconds(10))).isEmpty();
  }

  @Test
  void aDeadLineStaysDeadForItsTimeWhoeverAsks() throws ConfigException {
    set("{fault: dead, away: 5s, requests: 1}");
    assertThat(faults.appliedTo(READ, Way.TAP, true, Duration.ZERO)).hasSize(1);
    assertThat(
            faults.appliedTo(
                new Adu(7, Pdu.request(3, 1, 1)), Way.TAP, true, Duration.ofMillis(4_999)))
        .noneMatch(rule -> rule.fault().reachesUnit())
        .hasSize(1);
    assertThat(faults.appliedTo(READ, Way.TAP, true, Duration.ofSeconds(5))).isEmpty();
  }

  @Test
  void aProbabilityStrikesAboutThatOften() throws ConfigException {
    set("{fault: no-answer, probability: 0.25}");
    int applied = 0;
    for (int i = 0; i < 10_000; i++) {
      applied += faults.appliedTo(READ, Way.TAP, true, Duration.ZERO).size();
    }
    assertThat(applied).isBetween(2_300, 2_700);
  }

  @Test
  void theSameSeedStrikesTheSameRequestsInTheSameWay() throws ConfigException {
    List<String> runs = new ArrayList<>();
    for (int seed : new int[] {5, 5, 6}) {
      LineFaults seeded = new LineFaults(seed);
      seeded.add(rule("{fault: bit-flip, probability: 0.5}"), Duration.ZERO);
      StringBuilder run = new StringBuilder();
      for (int i = 0; i < 50; i++) {
        Exchange exchange = new Exchange(Framing.RTU, 0, READ, Optional.of(ANSWER));
        List<FaultRule> applied = seeded.appliedTo(READ, Way.TAP, true, Duration.ZERO);
        run.append(HexFormat.of().formatHex(seeded.reply(exchange, applied).bytes()));
      }
      runs.add(run.toString());
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
  }

  @Test
  void aFaultCanBeRemoved() throws ConfigException {
    int id = set("fault: no-answer");
    assertThat(faults.active(Duration.ZERO)).containsOnlyKeys(id);
    assertThat(faults.remove(id)).isTrue();
    assertThat(faults.remove(id)).isFalse();
    assertThat(apply(READ).bytes()).isEqualTo(FRAME);
  }

  @Test
  void aRuleTellsItselfInAFewWords() throws ConfigException {
    assertThat(
            rule("{fault: late, by: 30s, unit: 2, registers: 0x0103, requests: 5,"
                    + " probability: 0.5, for: 1h}")
                .text())
        .isEqualTo("late by 30s, unit 2, 0x0103-0x0103, 5 requests, probability 0.5, set for 1h");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fault: cut-short, bytes: 4 | cut-short after 4 bytes",
        "fault: garbage-before, bytes: 1 | garbage-before of 1 byte",
        "fault: garbage-after, requests: 1 | garbage-after of 3 bytes, 1 request",
        "fault: other-unit, as: 9 | other-unit as 9",
        "fault: exception, code: 6 | exception 6",
        "fault: pieces, bytes: 2, pause: 3ms | pieces of 2 bytes every 3ms",
        "fault: dead, away: 2s | dead for 2s",
        "fault: unplugged | unplugged for 1s",
        "fault: echo | echo",
      })
  void whatAFaultDoesIsToldInItsRule(String rule, String text) throws ConfigException {
    assertThat(rule("{" + rule + "}").text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "faults: late            | 'fault' is missing: one of no-answer, late,",
        "fault: slow             | 'fault' must be one of no-answer, late,",
        "{fault: late, code: 3}  | 'code' is a key of exception",
        "{fault: late, by: 9999h} | 'by' must be 1m at most",
        "{fault: pieces, pause: 61s} | 'pause' must be 1m at most",
        "{fault: unplugged, away: 2m} | 'away' must be 1m at most",
        "{fault: dead, away: 2m} | 'away' must be 1m at most",
        "{fault: late, by: soon} | 'by' must be a duration",
        "{fault: exception, code: 256} | 'code' must be a whole number from 1 to 255",
        "{fault: echo, registers: 0x0200-0x0100} | 'registers' must be such as 0x0103",
        "{fault: echo, for: 0s} | 'for' must be a duration longer than 0",
        "{fault: echo, requests: 0} | 'requests' must be a whole number from 1",
        "{fault: echo, probability: 0} | 'probability' must be above 0, or it never strikes",
        "{fault: echo, probability: -0.0} | 'probability' must be above 0, or it never strikes",
        "{fault: late, by: 0} | 'by' must be a duration longer than 0",
        "{fault: echo, probability: 2} | 'probability' must be a number from 0 to 1",
      })
  void aWrongRuleIsRefusedWithASentence(String yaml, String sentence) {
    assertThatThrownBy(() -> rule(yaml)).hasMessageContaining(sentence);
  }

  private BusReply appliedBy(String yaml) throws ConfigException {
    faults.clear();
    set(yaml);
    return apply(READ);
  }

  private BusReply apply(Adu request) {
    Exchange exchange = new Exchange(Framing.RTU, 0, request, Optional.of(ANSWER));
    return faults.reply(exchange, faults.appliedTo(request, Way.RTU_OVER_TCP, true, Duration.ZERO));
  }

  private int set(String yaml) throws ConfigException {
    return faults.add(rule(yaml), Duration.ZERO);
  }

  private static Optional<Adu> decoded(BusReply reply) {
    return Rtu.decode(reply.bytes(), 0, reply.bytes().length);
  }

  private static FaultRule rule(String yaml) throws ConfigException {
    SchemaJudges.rig("lines:\n  - name: rs485\n    faults:\n      -\n" + yaml.indent(8));
    Problems problems = new Problems();
    Optional<FaultRule> rule =
        FaultRuleBlock.BLOCK.read(YamlReader.read("rig.yaml", yaml).get(0), problems);
    problems.throwIfAny();
    return rule.orElseThrow();
  }
}
