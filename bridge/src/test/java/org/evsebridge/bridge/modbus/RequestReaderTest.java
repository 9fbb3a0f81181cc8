package org.evsebridge.bridge.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private static final Adu SERIAL_NUMBER = new Adu(2, Pdu.request(4, 0, 5));
  private static final Adu WRITE =
      new Adu(1, Pdu.of(0x10, 2, 1, 0, 2, 4, 6, 6, 0, 1)); // two registers
  private static final Adu UNKNOWN_FUNCTION = new Adu(2, Pdu.of(0x41, 1, 2, 3));

  private final RequestReader reader = RequestReader.detecting();
  private final List<Received> out = new ArrayList<>();

  private void send(byte[]... parts) {
    for (byte[] part : parts) {
      reader.received(part, out::add);
    }
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static Received request(Framing framing, int transaction, Adu adu) {
    return new Received.Frame(framing, framing == Framing.TCP ? transaction : 0, adu);
  }

  @Test
  void anRtuFrameThatLooksLikeAnMbapHeaderIsRtu() {
    byte[] frame = Rtu.encode(SERIAL_NUMBER);
    assertThat(Mbap.mayBegin(frame, frame.length)).isTrue();
    send(frame);
    assertThat(out).containsExactly(request(Framing.RTU, 0, SERIAL_NUMBER));
  }

  @ParameterizedTest
  @EnumSource
  void framesAreFoundHoweverTheyAreSplit(Framing framing) {
    List<Adu> sent = List.of(SERIAL_NUMBER, WRITE, new Adu(247, Pdu.request(6, 0x0201, 0x0606)));
    byte[] stream = new byte[0];
    List<Received> expected = new ArrayList<>();
    for (Adu adu : sent) {
      byte[] frame = framing.encode(0x0203, adu);
      stream = Arrays.copyOf(stream, stream.length + frame.length);
      System.arraycopy(frame, 0, stream, stream.length - frame.length, frame.length);
      expected.add(request(framing, 0x0203, adu));
    }
    for (int first = 0; first <= stream.length; first++) {
      for (int second = first; second <= stream.length; second++) {
        RequestReader fresh = RequestReader.detecting();
        List<Received> found = new ArrayList<>();
        fresh.received(Arrays.copyOfRange(stream, 0, first), found::add);
        fresh.received(Arrays.copyOfRange(stream, first, second), found::add);
        fresh.received(Arrays.copyOfRange(stream, second, stream.length), found::add);
        assertThat(found).as("split at %d and %d", first, second).isEqualTo(expected);
      }
    }
  }

  @Test
  void everyTransactionIdIsToldFromRtu() {
    for (int transaction = 0; transaction <= 0xFFFF; transaction++) {
      RequestReader fresh = RequestReader.detecting();
      fresh.received(Mbap.encode(transaction, SERIAL_NUMBER), out::add);
      fresh.silence(out::add);
      assertThat(out).containsExactly(request(Framing.TCP, transaction, SERIAL_NUMBER));
      out.clear();
    }
  }

  @Test
  void anMbapFrameWinsOnlyAfterSilenceWhileAnRtuFrameMayStillBeOnItsWay() {
    byte[] rtu = Rtu.encode(new Adu(2, Pdu.of(0x10, 0, 0, 0, 2, 4, 7, 6, 0, 1)));
    byte[] start = Arrays.copyOf(rtu, 8); // also a whole MBAP frame: unit 4, function 7
    send(start);
    assertThat(out).isEmpty();
    reader.received(Arrays.copyOfRange(rtu, 8, rtu.length), out::add);
    assertThat(out).hasSize(1).first().isInstanceOf(Received.Frame.class);

    List<Received> afterSilence = new ArrayList<>();
    RequestReader other = RequestReader.detecting();
    other.received(start, afterSilence::add);
    other.silence(afterSilence::add);
    assertThat(afterSilence).containsExactly(request(Framing.TCP, 0x0210, new Adu(4, Pdu.of(7))));
  }

  @Test
  void anUnknownFunctionInRtuEndsWithSilence() {
    send(Rtu.encode(UNKNOWN_FUNCTION));
    assertThat(out).isEmpty();
    reader.silence(out::add);
    assertThat(out).containsExactly(request(Framing.RTU, 0, UNKNOWN_FUNCTION));
    assertThat(reader.waitsForSilence()).isFalse();
  }

  @Test
  void severalModbusTcpRequestsOfWhichTheFirstBeginsLikeAnRtuFrameAreThemselves() {
    Adu first = new Adu(0xC5, Pdu.request(4, 0, 3)); // C5 04 is the CRC of 0D 03 00 00 00 06
    byte[] one = Mbap.encode(0x0D03, first);
    byte[] two = Mbap.encode(0x0001, WRITE);
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    send(both);
    assertThat(out)
        .containsExactly(request(Framing.TCP, 0x0D03, first), request(Framing.TCP, 0x0001, WRITE));
  }

  @Test
  void anUnknownFunctionInModbusTcpNeedsNoSilence() {
    send(Mbap.encode(0, UNKNOWN_FUNCTION));
    assertThat(out).containsExactly(request(Framing.TCP, 0, UNKNOWN_FUNCTION));
  }

  @Test
  void aConnectionTakenForTheWrongFramingFindsBackAtTheNextRequest() {
    send(Rtu.encode(WRITE), Mbap.encode(0x0100, WRITE), Mbap.encode(0x0101, WRITE));
    send(Rtu.encode(WRITE));
    assertThat(out)
        .containsExactly(
            request(Framing.RTU, 0, WRITE),
            request(Framing.TCP, 0x0100, WRITE),
            request(Framing.TCP, 0x0101, WRITE),
            request(Framing.RTU, 0, WRITE));
  }

  @Test
  void whereTheFramingIsGivenItStays() {
    RequestReader rtu = RequestReader.of(Framing.RTU);
    rtu.received(Mbap.encode(0x0100, WRITE), out::add);
    rtu.silence(out::add);
    assertThat(out).hasSize(1).first().isInstanceOf(Received.Dropped.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 15, 16, 23})
  void aWholeModbusTcpRequestThatFillsItsSegmentIsNeverDelayed(int function) {
    Pdu pdu =
        switch (function) {
          case 15 -> Pdu.of(15, 0, 0, 0, 2, 1, 3);
          case 16 -> Pdu.of(16, 2, 1, 0, 1, 2, 6, 6);
          case 23 -> Pdu.of(23, 0, 0, 0, 1, 0, 9, 0, 1, 2, 0, 7);
          default -> Pdu.request(function, 0x0105, 1);
        };
    for (int transaction = 0; transaction <= 0xFFFF; transaction++) {
      Adu adu = new Adu(1 + transaction % 247, pdu);
      RequestReader.detecting().received(Mbap.encode(transaction, adu), out::add);
      assertThat(out).containsExactly(request(Framing.TCP, transaction, adu));
      out.clear();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\n", "hello", ":020400000005F5\r\n"})
  void textIsDroppedAfterSilenceAndTheConnectionGoesOn(String text) {
    send(text.getBytes(StandardCharsets.US_ASCII));
    assertThat(out).isEmpty();
    reader.silence(out::add);
    assertThat(out).hasSize(1).first().isInstanceOf(Received.Dropped.class);
    send(Mbap.encode(9, WRITE));
    assertThat(out.get(1)).isEqualTo(request(Framing.TCP, 9, WRITE));
  }

  @Test
  void aDroppedRequestIsToldByWhatItLooksLike() {
    send(bytes("02 04 01 05 00 03 00 00"));
    reader.silence(out::add);
    assertThat(out).singleElement().asString().contains("an RTU request with a wrong CRC");
  }

  @Test
  void aWrongCrcIsToldAlsoWhenTheFrameLooksLikeAnMbapHeader() {
    byte[] frame = Rtu.encode(SERIAL_NUMBER);
    frame[frame.length - 1] ^= 1;
    send(frame);
    reader.silence(out::add);
    assertThat(out).singleElement().asString().contains("an RTU request with a wrong CRC");
  }

  @Test
  void aRightRequestInTheOtherFramingIsCalledThat() {
    RequestReader.of(Framing.TCP).received(Rtu.encode(WRITE), out::add);
    RequestReader rtuOnly = RequestReader.of(Framing.RTU);
    rtuOnly.received(Mbap.encode(9, SERIAL_NUMBER), out::add);
    rtuOnly.silence(out::add);
    assertThat(out).hasSize(2);
    assertThat(out.get(0)).asString().contains("an RTU request (");
    assertThat(out.get(1)).asString().contains("a Modbus TCP request (");
  }

  @Test
  void afterABadRtuFrameEverythingIsDroppedUpToSilence() {
    send(Rtu.encode(WRITE), bytes("02 04 01 05 00 03 00 00"), Rtu.encode(WRITE));
    reader.silence(out::add);
    send(Rtu.encode(WRITE));
    assertThat(out)
        .extracting(Object::getClass)
        .isEqualTo(List.of(Received.Frame.class, Received.Dropped.class, Received.Frame.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00 01 00 01 00 06 02 04 00 00 00 01", // protocol 1
        "00 01 00 00 00 01 02", // length 1
        "00 01 00 00 00 ff 02", // length 255
        "00 01 00 00 01 06 02", // length 262
      })
  void aBadMbapHeaderEndsTheConnection(String header) {
    send(Mbap.encode(1, WRITE), bytes(header), Mbap.encode(2, WRITE));
    assertThat(out).hasSize(2);
    assertThat(out.get(1)).isInstanceOf(Received.Unreadable.class);
  }

  @Test
  void theLongestFramesPass() {
    int[] longest = new int[Pdu.MAX_LENGTH];
    longest[0] = 0x41;
    Adu adu = new Adu(255, Pdu.of(longest));
    send(Mbap.encode(1, adu));
    assertThat(out).containsExactly(request(Framing.TCP, 1, adu));
  }

  @Test
  void anyGarbageInAnyPiecesDoesNoHarm() {
    Random random = new Random(20260822);
    for (int run = 0; run < 2000; run++) {
      RequestReader fresh = RequestReader.detecting();
      List<Received> found = new ArrayList<>();
      int rounds = random.nextInt(20);
      for (int i = 0; i < rounds; i++) {
        byte[] junk = new byte[random.nextInt(600)];
        random.nextBytes(junk);
        if (random.nextBoolean() && junk.length > 8) {
          System.arraycopy(Mbap.encode(i, WRITE), 0, junk, 0, 8);
        }
        fresh.received(junk, found::add);
        if (random.nextInt(3) == 0) {
          fresh.silence(found::add);
        }
      }
      fresh.silence(found::add);
      boolean ended = found.stream().anyMatch(Received.Unreadable.class::isInstance);
      boolean tcp =
          found.stream().anyMatch(r -> r instanceof Received.Frame q && q.framing() == Framing.TCP);
      found.clear();
      if (!tcp && !ended) {
        fresh.received(Rtu.encode(WRITE), found::add);
        assertThat(found).containsExactly(request(Framing.RTU, 0, WRITE));
      }
    }
  }
}
