package org.evsebridge.simulator.line;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;

/** Something that can go wrong between a request and its answer. */
public sealed interface LineFault {
  /** CRC bytes at the end of an RTU frame. */
  int CRC_LENGTH = 2;

  /** Whether the request reaches the module at all, so that it acts on it. */
  default boolean reachesUnit() {
    return true;
  }

  /** Whether a unit must be there that would answer, because the fault changes or is its answer. */
  default boolean needsUnit() {
    return true;
  }

  /** Whether it can happen to a request that came this way. */
  default boolean appliesOn(Way way) {
    return true;
  }

  /** What becomes of a reply. */
  BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random);

  /** The module acts, and its answer is lost. */
  record NoAnswer() implements LineFault {
    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      return BusReply.SILENCE;
    }
  }

  /** The line carries nothing from now on, this request included; see {@link LineFaults}. */
  record Dead(Duration lasts) implements LineFault {
    @Override
    public boolean needsUnit() {
      return false;
    }

    @Override
    public boolean reachesUnit() {
      return false;
    }

    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      return BusReply.SILENCE;
    }
  }

  /** The answer comes late. */
  record Late(Duration by) implements LineFault {
    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      return reply.later(by);
    }
  }

  /** Only the first bytes of the answer come. */
  record CutShort(int length) implements LineFault {
    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      return reply.with(Arrays.copyOf(reply.bytes(), Math.min(length, reply.bytes().length)));
    }
  }

  /** The answer's CRC is wrong; Modbus TCP has none. */
  record WrongCrc() implements LineFault {
    @Override
    public boolean appliesOn(Way way) {
      return way != Way.MODBUS_TCP;
    }

    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      return reply.bytes().length > CRC_LENGTH
          ? flipped(reply, 8 * (reply.bytes().length - CRC_LENGTH), 8 * CRC_LENGTH, random)
          : reply;
    }
  }

  /** One bit of the answer, anywhere in it, is flipped. */
  record BitFlip() implements LineFault {
    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      return reply.bytes().length == 0
          ? reply
          : flipped(reply, 0, 8 * reply.bytes().length, random);
    }
  }

  /** Random bytes come before the answer. */
  record GarbageBefore(int length) implements LineFault {
    @Override
    public boolean needsUnit() {
      return false;
    }

    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      return reply.with(joined(garbage(length, random), reply.bytes()));
    }
  }

  /** Random bytes come after the answer. */
  record GarbageAfter(int length) implements LineFault {
    @Override
    public boolean needsUnit() {
      return false;
    }

    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      return reply.with(joined(reply.bytes(), garbage(length, random)));
    }
  }

  /** The answer comes in the name of another unit. */
  record OtherUnit(int unit) implements LineFault {
    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      return exchange
          .answer()
          .map(answer -> reply.with(exchange.wrap(new Adu(unit, answer.pdu()))))
          .orElse(reply);
    }
  }

  /** The module answers with an exception instead of doing what is asked. */
  record ExceptionAnswer(int code) implements LineFault {
    private static final int EXCEPTION_BIT = 0x80;

    @Override
    public boolean reachesUnit() {
      return false;
    }

    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      Adu request = exchange.request();
      Pdu exception = Pdu.of(request.pdu().function() | EXCEPTION_BIT, code);
      return reply.with(exchange.wrap(new Adu(request.unit(), exception)));
    }
  }

  /** The request comes back before the answer, as from an adapter that receives what it sends. */
  record Echo() implements LineFault {
    @Override
    public boolean needsUnit() {
      return false;
    }

    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      return reply.with(joined(exchange.wrap(exchange.request()), reply.bytes()));
    }
  }

  /** The answer comes in pieces with pauses between them. */
  record Pieces(int length, Duration pause) implements LineFault {
    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      return reply.inPieces(length, pause);
    }
  }

  /** The client's TCP connection is reset. */
  record Reset() implements LineFault {
    @Override
    public boolean needsUnit() {
      return false;
    }

    @Override
    public boolean appliesOn(Way way) {
      return way.isTcp();
    }

    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      return BusReply.cutOff(Duration.ZERO);
    }
  }

  /** The client's adapter is unplugged and comes back; a TCP connection is reset. */
  record Unplugged(Duration lasts) implements LineFault {
    @Override
    public boolean needsUnit() {
      return false;
    }

    @Override
    public boolean appliesOn(Way way) {
      return way != Way.DEVICE;
    }

    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      return BusReply.cutOff(lasts);
    }
  }

  /**
   * Several units answer at once, because they have the same address: on the line a 0 of one wins
   * over a 1 of another, and each begins a character after the one before. Nobody sets it.
   */
  record Collision(List<Adu> answers) implements LineFault {
    private static final byte IDLE = (byte) 0xFF;

    /** Modbus TCP has no frames that could be garbled: there the answer is lost. */
    @Override
    public BusReply apply(Exchange exchange, BusReply reply, RandomGenerator random) {
      return exchange.framing() == Framing.RTU ? reply.with(garbled(exchange)) : reply;
    }

    private byte[] garbled(Exchange exchange) {
      byte[] line = {};
      for (int first = 0; first < answers.size(); first++) {
        byte[] frame = exchange.wrap(answers.get(first));
        int heard = line.length;
        line = Arrays.copyOf(line, Math.max(heard, first + frame.length));
        Arrays.fill(line, heard, line.length, IDLE);
        for (int i = 0; i < frame.length; i++) {
          line[first + i] &= frame[i];
        }
      }
      return line;
    }
  }

  private static BusReply flipped(BusReply reply, int firstBit, int bits, RandomGenerator random) {
    int bit = firstBit + random.nextInt(bits);
    byte[] bytes = reply.bytes().clone();
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return reply.with(bytes);
  }

  private static byte[] garbage(int length, RandomGenerator random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] joined(byte[] first, byte[] then) {
    byte[] both = Arrays.copyOf(first, first.length + then.length);
    System.arraycopy(then, 0, both, first.length, then.length);
    return both;
  }
}
