package org.evsebridge.bridge.testing;

import static java.time.Duration.ZERO;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.testing.Slave.Piece;

/** What a device on an RTU line can do instead of just answering. */
public enum Fault {
  SILENT {
    @Override
    public List<Piece> answer(Adu request, Adu right, Duration late, Random random) {
      return List.of();
    }
  },
  /** The right answer, after the gateway has given up. */
  LATE {
    @Override
    public List<Piece> answer(Adu request, Adu right, Duration late, Random random) {
      return List.of(new Piece(late, Rtu.encode(right)));
    }
  },
  TRUNCATED {
    @Override
    public List<Piece> answer(Adu request, Adu right, Duration late, Random random) {
      byte[] frame = Rtu.encode(right);
      return now(Arrays.copyOf(frame, 1 + random.nextInt(frame.length - 1)));
    }
  },
  WRONG_CRC {
    @Override
    public List<Piece> answer(Adu request, Adu right, Duration late, Random random) {
      return now(spoilt(Rtu.encode(right), random));
    }
  },
  /**
   * The answer names a unit that nobody asks. One that named another client's unit, and came so
   * late that this one is being asked by then, nothing could tell from the right one.
   */
  OTHER_UNIT {
    @Override
    public List<Piece> answer(Adu request, Adu right, Duration late, Random random) {
      return now(Rtu.encode(new Adu(right.unit() + 100, right.pdu())));
    }
  },
  /** The answer names a function that nobody asks for, of the same form. */
  OTHER_FUNCTION {
    @Override
    public List<Piece> answer(Adu request, Adu right, Duration late, Random random) {
      byte[] pdu = right.pdu().bytes();
      int exception = pdu[0] & 0x80;
      int other =
          switch (pdu[0] & 0x7F) {
            case 3 -> 2;
            case 4 -> 1;
            default -> 5;
          };
      pdu[0] = (byte) (exception | other);
      return now(Rtu.encode(new Adu(right.unit(), Pdu.of(pdu, 0, pdu.length))));
    }
  },
  /** Noise that does not end before the answer would have come. */
  BABBLING {
    @Override
    public List<Piece> answer(Adu request, Adu right, Duration late, Random random) {
      List<Piece> pieces = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        byte[] noise = new byte[1 + random.nextInt(40)];
        random.nextBytes(noise);
        pieces.add(new Piece(Duration.ofMillis(5L * i), noise));
      }
      return pieces;
    }
  },
  /** The request comes back before the answer, as from an adapter that hears itself. */
  ECHOING {
    @Override
    public List<Piece> answer(Adu request, Adu right, Duration late, Random random) {
      return List.of(
          new Piece(ZERO, Rtu.encode(request)), new Piece(Duration.ofMillis(2), Rtu.encode(right)));
    }
  },
  /** The request comes back, and some time after it, within "late", the answer. */
  ECHO_THEN_LATE {
    @Override
    public List<Piece> answer(Adu request, Adu right, Duration late, Random random) {
      return List.of(
          new Piece(ZERO, Rtu.encode(request)), new Piece(upTo(late, random), Rtu.encode(right)));
    }
  },
  /** The echo is spoilt, too. */
  BAD_ECHO_THEN_LATE {
    @Override
    public List<Piece> answer(Adu request, Adu right, Duration late, Random random) {
      return List.of(
          new Piece(ZERO, spoilt(Rtu.encode(request), random)),
          new Piece(upTo(late, random), Rtu.encode(right)));
    }
  },
  /** The answer begins and breaks off, and comes whole some time later, within "late". */
  BROKEN_OFF_THEN_LATE {
    @Override
    public List<Piece> answer(Adu request, Adu right, Duration late, Random random) {
      byte[] frame = Rtu.encode(right);
      return List.of(
          new Piece(ZERO, Arrays.copyOf(frame, 1 + random.nextInt(frame.length - 1))),
          new Piece(upTo(late, random), frame));
    }
  },
  /** Noise, and the answer some time later, within "late". */
  NOISE_THEN_LATE {
    @Override
    public List<Piece> answer(Adu request, Adu right, Duration late, Random random) {
      byte[] noise = new byte[1 + random.nextInt(20)];
      random.nextBytes(noise);
      return List.of(new Piece(ZERO, noise), new Piece(upTo(late, random), Rtu.encode(right)));
    }
  },
  /** The right answer in single bytes. */
  BYTE_BY_BYTE {
    @Override
    public List<Piece> answer(Adu request, Adu right, Duration late, Random random) {
      List<Piece> pieces = new ArrayList<>();
      byte[] frame = Rtu.encode(right);
      for (int i = 0; i < frame.length; i++) {
        pieces.add(new Piece(Duration.ofNanos(200_000L * i), new byte[] {frame[i]}));
      }
      return pieces;
    }
  };

  /**
   * What goes on the line after a request.
   *
   * @param right the answer that a device without fault would give
   * @param late how late a late answer is
   */
  public abstract List<Piece> answer(Adu request, Adu right, Duration late, Random random);

  private static byte[] spoilt(byte[] frame, Random random) {
    frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
    return frame;
  }

  private static Duration upTo(Duration late, Random random) {
    return Duration.ofMillis(1 + random.nextInt((int) late.toMillis()));
  }

  private static List<Piece> now(byte[] bytes) {
    return List.of(new Piece(ZERO, bytes));
  }
}
