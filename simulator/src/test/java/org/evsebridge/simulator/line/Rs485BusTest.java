package org.evsebridge.simulator.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Received;
import org.evsebridge.bridge.modbus.Rtu;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Rs485BusTest {
  private static final Adu READ = new Adu(2, Pdu.request(4, 0x0103, 10));
  private static final Adu ANSWER = new Adu(2, answerOfTenRegisters());

  /** An address that two units have. */
  private static final int SHARED = 8;

  private final List<BusTransaction> seen = new CopyOnWriteArrayList<>();
  private final LineFaults faults = new LineFaults(1);
  private final Rs485Bus bus =
      new Rs485Bus(
          "rs485",
          SerialSettings.MODULE,
          request -> answer(request),
          unit -> unit == 2,
          faults,
          seen::add);

  @AfterEach
  void close() {
    bus.close();
  }

  private static List<Adu> answer(Adu request) {
    return switch (request.unit()) {
      case 2 -> List.of(ANSWER);
      case SHARED -> List.of(in(SHARED, ANSWER), in(SHARED, ANSWER));
      default -> List.of();
    };
  }

  private static Adu in(int unit, Adu answer) {
    return new Adu(unit, answer.pdu());
  }

  private static Pdu answerOfTenRegisters() {
    int[] bytes = new int[22];
    bytes[0] = 4;
    bytes[1] = 20;
    return Pdu.of(bytes);
  }

  /** A client that notes what it gets and when. */
  private static final class Client implements Rs485Bus.Link {
    final Wire wire;
    final ByteArrayOutputStream got = new ByteArrayOutputStream();
    final List<Long> arrivals = new ArrayList<>();
    final List<Duration> cuts = new CopyOnWriteArrayList<>();

    Client(Wire wire) {
      this.wire = wire;
    }

    @Override
    public String name() {
      return "a client";
    }

    @Override
    public Way way() {
      return Way.TAP;
    }

    @Override
    public Wire wire() {
      return wire;
    }

    @Override
    public synchronized void send(byte[] bytes) {
      got.writeBytes(bytes);
      arrivals.add(System.nanoTime());
    }

    @Override
    public void cut(Duration away) {
      cuts.add(away);
    }

    synchronized int count() {
      return got.size();
    }

    synchronized byte[] bytes() {
      return got.toByteArray();
    }
  }

  private void ask(Client client, Adu request) {
    bus.received(client, new Received.Frame(Framing.RTU, 0, request));
  }

  @Test
  void anAnswerGoesToTheOneWhoAskedInOnePiece() {
    Client asking = new Client(Wire.INSTANT);
    Client other = new Client(Wire.INSTANT);
    ask(asking, READ);
    await().until(() -> asking.count() > 0);
    assertThat(asking.bytes()).isEqualTo(Rtu.encode(ANSWER));
    assertThat(asking.arrivals).hasSize(1);
    assertThat(other.count()).isZero();
  }

  @Test
  void eachTransactionIsSeenWithAllThatHappened() {
    FaultRule echo = new FaultRule(new LineFault.Echo(), FaultScope.EVERYTHING, "echo");
    faults.add(echo, Duration.ZERO);
    Client client = new Client(Wire.INSTANT);
    ask(client, READ);
    ask(client, new Adu(3, READ.pdu()));
    await().until(() -> seen.size() == 2);
    assertThat(seen.get(0))
        .isEqualTo(
            new BusTransaction("rs485", "a client", READ, Optional.of(ANSWER), List.of(echo)));
    assertThat(seen.get(1).answer()).isEmpty();
  }

  @Test
  void aPacedAnswerTakesTheTimeOfItsBytesAndOfTheRequests() {
    Client client = new Client(Wire.PACED);
    long start = System.nanoTime();
    ask(client, READ);
    ask(client, READ);
    int both = 2 * Rtu.encode(ANSWER).length;
    await().until(() -> client.count() == both);

    long character = SerialSettings.MODULE.characterNanos();
    long request = Rtu.encode(READ).length;
    long took = client.arrivals.get(client.arrivals.size() - 1) - start;
    assertThat(took).isGreaterThanOrEqualTo((both + 2 * request + 2 * 3) * character);
    long first = client.arrivals.get(0) - start;
    assertThat(first).isGreaterThanOrEqualTo((request + 3 + 1) * character);
    assertThat(client.arrivals).as("byte by byte, mostly").hasSizeGreaterThan(both / 4);
  }

  @Test
  void aFramedAnswerArrivesInOnePieceAndKeepsTheLineBusyForItsBytes() {
    Client client = new Client(Wire.FRAMED);
    long start = System.nanoTime();
    ask(client, READ);
    ask(client, READ);
    int one = Rtu.encode(ANSWER).length;
    await().until(() -> client.count() == 2 * one);

    long character = SerialSettings.MODULE.characterNanos();
    long request = Rtu.encode(READ).length;
    assertThat(client.arrivals).hasSize(2);
    assertThat(client.arrivals.get(0) - start)
        .isGreaterThanOrEqualTo((request + 3 + 1) * character);
    assertThat(client.arrivals.get(1) - start)
        .as("the second begins after the first would have ended")
        .isGreaterThanOrEqualTo((2 * request + 2 * 3 + one + 1) * character);
  }

  @Test
  void aRealWireLeavesOnlyTheSilenceBeforeTheAnswer() {
    Client client = new Client(Wire.REAL);
    long start = System.nanoTime();
    ask(client, READ);
    await().until(() -> client.count() > 0);
    assertThat(client.arrivals.get(0) - start)
        .isGreaterThanOrEqualTo(SerialSettings.MODULE.characterNanos() * 7 / 2);
    assertThat(client.arrivals).hasSize(1);
  }

  @Test
  void requestsAreServedOneAfterTheOtherInTheirOrder() {
    Client client = new Client(Wire.INSTANT);
    for (int unit = 1; unit <= 200; unit++) {
      ask(client, new Adu(unit, READ.pdu()));
    }
    await().until(() -> seen.size() == 200);
    for (int i = 0; i < seen.size(); i++) {
      assertThat(seen.get(i).request().unit()).isEqualTo(i + 1);
    }
  }

  @Test
  void moreRequestsThanCanWaitAreLostAndTheLineGoesOn() {
    faults.add(
        new FaultRule(
            new LineFault.Late(Duration.ofMillis(500)),
            new FaultScope(Optional.empty(), Optional.empty(), Optional.of(1), 1, Optional.empty()),
            "late"),
        Rs485Bus.now());
    Client client = new Client(Wire.INSTANT);
    ask(client, READ);
    await().until(() -> !seen.isEmpty());
    for (int i = 0; i < 1000; i++) {
      ask(client, READ);
    }
    await().until(() -> seen.size() == 1 + 256);
    ask(client, READ);
    await().until(() -> seen.size() == 1 + 256 + 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Wire.class,
      names = {"INSTANT", "PACED", "FRAMED"})
  void clearingTheFaultsFreesALineThatWaits(Wire wire) {
    for (LineFault slow :
        List.of(
            new LineFault.Late(Duration.ofHours(1)),
            new LineFault.Pieces(1, Duration.ofHours(1)))) {
      faults.add(new FaultRule(slow, FaultScope.EVERYTHING, "slow"), Rs485Bus.now());
      seen.clear();
      Client client = new Client(wire);
      ask(client, READ);
      await().until(() -> !seen.isEmpty());
      faults.clear();
      await().until(() -> client.count() == Rtu.encode(ANSWER).length);
      assertThat(client.bytes()).isEqualTo(Rtu.encode(ANSWER));
    }
  }

  @Test
  void anExceptionFaultIsSilentWhereNoUnitIsAndForBroadcasts() {
    FaultRule exception =
        new FaultRule(new LineFault.ExceptionAnswer(6), FaultScope.EVERYTHING, "exception");
    faults.add(exception, Rs485Bus.now());
    Client client = new Client(Wire.INSTANT);
    ask(client, new Adu(Adu.BROADCAST, Pdu.request(6, 0x0201, 0)));
    ask(client, new Adu(9, READ.pdu()));
    ask(client, READ);
    await().until(() -> seen.size() == 3 && client.count() > 0);
    assertThat(client.bytes()).isEqualTo(Rtu.encode(new Adu(2, Pdu.of(0x84, 6))));
    assertThat(seen).extracting(t -> t.faults().size()).containsExactly(0, 0, 1);
  }

  @Test
  void twoUnitsOfOneAddressGarbleEachOthersAnswers() {
    Client client = new Client(Wire.INSTANT);
    ask(client, in(SHARED, READ));
    await().until(() -> client.count() > 0);
    byte[] garbled = client.bytes();
    assertThat(garbled).hasSize(Rtu.encode(ANSWER).length + 1);
    assertThat(Rtu.isFrame(garbled, 0, garbled.length)).isFalse();
    assertThat(Rtu.isFrame(garbled, 0, garbled.length - 1)).isFalse();
    assertThat(seen.get(0).answer()).isEmpty();
    assertThat(seen.get(0).faults())
        .singleElement()
        .satisfies(
            rule -> assertThat(rule.text()).isEqualTo("2 units of this address answer at once"));

    bus.received(client, new Received.Frame(Framing.TCP, 7, in(SHARED, READ)));
    ask(client, READ);
    await().until(() -> seen.size() == 3 && client.count() > garbled.length);
    assertThat(Arrays.copyOfRange(client.bytes(), garbled.length, client.count()))
        .as("no answer to Modbus TCP, and the line goes on")
        .isEqualTo(Rtu.encode(ANSWER));
  }

  @Test
  void aMishapCutsTheClientOff() {
    faults.add(
        new FaultRule(
            new LineFault.Unplugged(Duration.ofSeconds(3)), FaultScope.EVERYTHING, "unplugged"),
        Duration.ZERO);
    Client client = new Client(Wire.INSTANT);
    ask(client, READ);
    await().until(() -> !client.cuts.isEmpty());
    assertThat(client.cuts).containsExactly(Duration.ofSeconds(3));
    assertThat(client.count()).isZero();
  }

  @Test
  void aUnitThatFailsDoesNotStopTheLine() {
    Rs485Bus failing =
        new Rs485Bus(
            "rs485",
            SerialSettings.MODULE,
            request -> {
              if (request.unit() == 1) {
                throw new IllegalStateException("on purpose");
              }
              return answer(request);
            },
            unit -> true,
            new LineFaults(1),
            seen::add);
    try (failing) {
      Client client = new Client(Wire.INSTANT);
      failing.received(client, new Received.Frame(Framing.RTU, 0, new Adu(1, READ.pdu())));
      failing.received(client, new Received.Frame(Framing.RTU, 0, READ));
      await().until(() -> client.count() > 0);
      assertThat(client.bytes()).isEqualTo(Rtu.encode(ANSWER));
    }
  }
}
