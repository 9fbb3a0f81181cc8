package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.config.gateway.ModbusProxyReader;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.PduLength;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {
  private static final String PROTECT = "protect: {2: smartevse}";

  private static Pdu pdu(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return Pdu.of(bytes, 0, bytes.length);
  }

  private static ModbusProxyConfig config(String keys) throws Exception {
    Problems problems = new Problems();
    YamlNode list = YamlReader.read("x", "- {port: 1, device: /dev/x, " + keys + "}").get(0);
    ModbusProxyConfig config =
        ModbusProxyReader.read(((YamlNode.Sequence) list).items(), problems).get(0);
    problems.throwIfAny();
    return config;
  }

  /** What a client gets at once; "passes" for nothing. */
  private static String verdict(String keys, String client, int unit, String request)
      throws Exception {
    ModbusProxyConfig config = config(keys);
    return AccessRules.of(
            new Devices(List.of(config.units())),
            LineGuard.NONE,
            config.access(),
            InetAddress.getByName(client))
        .answerInstead(new Adu(unit, pdu(request)))
        .map(Pdu::toString)
        .orElse("passes");
  }

  private static String verdict(String keys, int unit, String request) throws Exception {
    return verdict(keys, "10.0.0.9", unit, request);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 04 00 0a 00 01, 84 02", // save
    "2, 04 00 0d 00 01, 84 02", // bootloader
    "2, 03 00 0b 00 01, 83 02", // whatever the function
    "2, 04 00 05 00 06, 84 02", // a block that ends in one
    "2, 04 00 11 00 01, 84 02",
    "2, 04 00 12 00 01, 84 02",
    "2, 04 00 15 00 01, 84 02",
    "2, 04 00 17 00 10, 84 02",
    "2, 17 00 0a 00 01 01 00 00 01 02 00 00, 97 02", // reads and writes
    "2, 06 02 00 00 05, 86 02", // the address
    "2, 06 02 02 12 34, 86 02", // the magic
    "2, 06 02 07 00 01, 86 02", // the baud rate
    "2, 10 02 01 00 02 04 00 00 00 00, 90 02", // a block that touches the magic
    "2, 16 02 02 00 00 00 00, 96 02",
    "240, 04 05 00 00 01, 84 02", // the bootloader's unit
    "240, 41, c1 02",
    "0, 06 02 01 06 06, 86 02", // a broadcast reaches the module too
  })
  void whatActsOnTheModuleIsRefused(int unit, String request, String answer) throws Exception {
    assertThat(verdict(PROTECT, unit, request)).isEqualTo(answer);
    assertThat(verdict("clients: [{address: 10.0.0.9, trusted: true}], " + PROTECT, unit, request))
        .isEqualTo("passes");
    assertThat(verdict("describe: {2: smartevse}", unit, request)).isEqualTo("passes");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 04 00 00 00 05",
    "2, 04 00 05 00 05",
    "2, 04 00 0e 00 03",
    "2, 04 00 18 00 01",
    "2, 04 01 05 00 03",
    "2, 03 02 00 00 0b", // reading what must not be written
    "2, 06 02 01 06 06",
    "2, 06 02 04 00 01",
    "3, 04 00 0a 00 01", // another device
    "3, 06 02 00 00 05",
  })
  void theRestPasses(int unit, String request) throws Exception {
    assertThat(verdict(PROTECT, unit, request)).isEqualTo("passes");
  }

  @ParameterizedTest
  @CsvSource({
    "04 00 0a 00 01, 84 02",
    "04 00 0b 00 01, passes",
    "06 00 20 00 01, 86 02",
    "06 00 0a 00 01, passes",
  })
  void otherDevicesRangesComeFromTheFile(String request, String answer) throws Exception {
    assertThat(verdict("protect: {7: {reads: [10], writes: [0x20-0x2f]}}", 7, request))
        .isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "04 01 05 00 03, passes, passes",
    "05 00 01 ff 00, 05 00 01 ff 00, 85 01",
    "06 02 01 06 06, 06 02 01 06 06, 86 01",
    "0f 00 00 00 02 01 03, 0f 00 00 00 02, 8f 01",
    "10 02 01 00 01 02 06 06, 10 02 01 00 01, 90 01",
    "16 00 04 00 f2 00 25, 16 00 04 00 f2 00 25, 96 01",
    "17 00 00 00 01 00 09 00 01 02 00 07, 97 01, 97 01",
    "41 00, c1 01, c1 01", // who knows what it does
    "08 00 01 00 00, 88 01, 88 01", // restarts communications
  })
  void readonlyMakesUpAnswersOrDenies(String request, String pretended, String denied)
      throws Exception {
    assertThat(verdict("readonly: true", 2, request)).isEqualTo(pretended);
    assertThat(verdict("readonly: deny", 2, request)).isEqualTo(denied);
    assertThat(verdict("readonly: false", 2, request)).isEqualTo("passes");
  }

  @Test
  void aBroadcastReachesEveryProtectedUnit() throws Exception {
    String keys = "protect: {7: {reads: [10], writes: [0x20-0x2f]}, 8: {writes: [0x40]}}";
    assertThat(verdict(keys, 0, "06 00 20 00 01")).isEqualTo("86 02");
    assertThat(verdict(keys, 0, "06 00 40 00 01")).isEqualTo("86 02");
    assertThat(verdict(keys, 0, "06 00 30 00 01")).isEqualTo("passes");
  }

  @Test
  void readonlyHoldsForBroadcastsToo() throws Exception {
    assertThat(verdict("readonly: deny", 0, "06 02 01 06 06")).isEqualTo("86 01");
    assertThat(verdict("readonly: true", 0, "06 02 01 06 06")).isEqualTo("06 02 01 06 06");
  }

  @Test
  void aReadThatActsCountsAsAWrite() throws Exception {
    assertThat(verdict("readonly: true, describe: {2: smartevse}", 2, "04 00 0c 00 01"))
        .isEqualTo("84 01");
  }

  @Test
  void aClientsOwnRuleCountsTheFirstThatFits() throws Exception {
    String keys =
        "readonly: deny, clients: [{address: 10.0.0.8/31, readonly: false},"
            + " {address: 10.0.0.0/24, readonly: true}]";
    String write = "06 02 01 06 06";
    assertThat(verdict(keys, "10.0.0.9", 2, write)).isEqualTo("passes");
    assertThat(verdict(keys, "10.0.0.10", 2, write)).isEqualTo(write);
    assertThat(verdict(keys, "10.0.1.9", 2, write)).isEqualTo("86 01");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 00, 80 01", // no function
    "2, 83 00, 83 01", // an exception is no request
    "0, 04 00 00 00 01, 84 03", // nobody would answer
    "2, 04 00 00, 84 03", // a part is missing
    "2, 06 02 01 06 06 07, 86 03",
    "2, 10 02 01 00 01 04 06 06, 90 03",
  })
  void requestsThatMakeNoSenseNeverGoOut(int unit, String request, String answer) throws Exception {
    assertThat(verdict("timeout: 1s", unit, request)).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2b 0e 01 00", "08 00 00 01 02", "08 00 0b 00 00", "11", "07", "0b"})
  void otherFunctionsThatOnlyReadPassAlsoReadonlyOnes(String request) throws Exception {
    assertThat(verdict(PROTECT, 2, request)).isEqualTo("passes");
    assertThat(verdict("readonly: deny", 2, request)).isEqualTo("passes");
    assertThat(verdict("readonly: true", 2, request)).isEqualTo("passes");
  }

  @ParameterizedTest
  @CsvSource({
    "41, c1 01", // who knows what it does
    "2b 0d 01 00, ab 01", // CANopen
    "15 07 06 00 04 00 07 00 00, 95 01", // writes a file
    "08 00 04 00 00, 88 01", // listens only from then on
    "04 ff ff 00 02, 84 02", // wraps
    "04 00 00 00 00, 84 03",
    "04 01 05 00 7e, 84 03",
    "01 01 05 07 d1, 81 03",
    "10 02 04 00 00 00, 90 03",
    "10 02 04 00 01 04 00 00 00 00, 90 03", // more bytes than registers
    "10 ff ff 00 02 04 00 00 00 00, 90 02",
    "17 00 00 00 00 02 04 00 01 02 00 00, 97 03",
  })
  void towardsAProtectedUnitWhatIsNotKnownToBeHarmlessGetsTheSpecificationsException(
      String request, String answer) throws Exception {
    assertThat(verdict(PROTECT, 2, request)).isEqualTo(answer);
    assertThat(verdict("clients: [{address: 10.0.0.9, trusted: true}], " + PROTECT, 2, request))
        .isEqualTo("passes");
    assertThat(verdict(PROTECT, 3, request)).isEqualTo("passes");
  }

  @Test
  void aDiagnosticThatWouldBeTwoFramesOnTheLineIsRefusedForWhomeverItIs() throws Exception {
    assertThat(verdict("timeout: 1s", 2, "08 00 00 01 02 03 04")).isEqualTo("88 03");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aFrameToAnotherUnitThatHidesARefusedOneGetsExceptionThreeAndALine(int at) throws Exception {
    byte[] data = new byte[10];
    byte[] hidden = Rtu.encode(new Adu(2, pdu("06 02 02 12 34"))); // the magic
    System.arraycopy(hidden, 0, data, at, hidden.length);
    String request = "10 00 00 00 05 0a " + HexFormat.ofDelimiter(" ").formatHex(data);
    try (LogLines log = LogLines.of(AccessRules.class)) {
      assertThat(verdict(PROTECT, 3, request)).isEqualTo("90 03");
      assertThat(log.with("10.0.0.9")).hasSize(1);
    }
    data[at + hidden.length - 1] ^= 1; // a wrong CRC: no frame
    assertThat(verdict(PROTECT, 3, "10 00 00 00 05 0a " + HexFormat.of().formatHex(data)))
        .isEqualTo("passes");
  }

  /** Whatever a client sends: no frame is made that holds, at any place, one that is refused. */
  @Test
  void noBytesFromAClientMakeAFrameThatHoldsARefusedOne() throws Exception {
    Devices devices = new Devices(List.of(config(PROTECT).units()));
    AccessRules rules =
        AccessRules.of(
            devices, LineGuard.NONE, config(PROTECT).access(), InetAddress.getByName("10.0.0.9"));
    Random random = new Random(4711);
    int passed = 0;
    for (int i = 0; i < 200_000; i++) {
      Adu adu = randomRequest(random);
      if (rules.answerInstead(adu).isPresent()) {
        continue;
      }
      passed++;
      byte[] frame = Rtu.encode(adu);
      for (int from = 0; from + 4 <= frame.length; from++) {
        int pdu = PduLength.ofRequest(frame, from + 1, frame.length);
        int end = pdu > 0 ? from + pdu + Rtu.OVERHEAD : frame.length;
        if (end <= frame.length && Rtu.isFrame(frame, from, end)) {
          Adu inner = Rtu.decode(frame, from, end).orElseThrow();
          assertThat(devices.refusal(inner)).as("%s in %s", inner, adu).isEmpty();
        }
      }
    }
    assertThat(passed).isGreaterThan(10_000);
  }

  /** Often with a frame that is refused somewhere inside. */
  private static Adu randomRequest(Random random) {
    int[] units = {0, 2, 3, 0xF0, random.nextInt(256)};
    int[] functions = {3, 4, 6, 8, 15, 16, 17, 23, 43, 0x41, random.nextInt(128)};
    byte[] pdu = new byte[1 + random.nextInt(40)];
    random.nextBytes(pdu);
    pdu[0] = (byte) functions[random.nextInt(functions.length)];
    if (random.nextBoolean()) {
      byte[] inner =
          Rtu.encode(
              new Adu(
                  units[random.nextInt(3)],
                  Pdu.request(6, 0x0200 + random.nextInt(3), random.nextInt(0x10000))));
      int at = 1 + random.nextInt(Math.max(1, pdu.length));
      System.arraycopy(
          inner,
          0,
          pdu,
          Math.min(at, pdu.length),
          Math.min(inner.length, pdu.length - Math.min(at, pdu.length)));
    }
    if (pdu.length > 6 && (pdu[0] == 16 || pdu[0] == 15)) {
      int bytes = pdu.length - 6;
      pdu[1] = 0;
      pdu[3] = 0;
      pdu[4] = (byte) (pdu[0] == 16 ? bytes / 2 : 8 * bytes);
      pdu[5] = (byte) bytes;
    }
    return new Adu(units[random.nextInt(units.length)], Pdu.of(pdu, 0, pdu.length));
  }
}
