package org.evsebridge.simulator.line;

import java.io.IOException;
import java.nio.file.Path;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tap of a smart meter's P1 line: telegrams come out, what the user sends is ignored. */
public final class MeterTap implements MeterWay, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MeterTap.class);

  private final Tap tap;
  private final SerialSettings line;
  private long lost;
  private final Episode unread = new Episode();

  private MeterTap(Tap tap, SerialSettings line) {
    this.tap = tap;
    this.line = line;
  }

  /**
   * Opens a tap.
   *
   * @throws IOException as {@link PseudoTerminal#open}
   */
  public static MeterTap open(Path link, SerialSettings line) throws IOException {
    Tap tap = Tap.open(link, line);
    tap.start(
        new Tap.Receiver() {
          @Override
          public void received(byte[] bytes) {
            // A P1 port has no way in.
          }

          @Override
          public void silent() {
            // Silence is what a meter hears all the time.
          }
        });
    return new MeterTap(tap, line);
  }

  /** Sends a telegram; to a user with another speed it looks like what a wrong speed shows. */
  @Override
  public void send(byte[] telegram) {
    if (tap.isInUse()) {
      byte[] characters = withParity(telegram);
      count(tap.sendWhole(tap.speedIsRight() ? characters : garbled(characters)));
    }
  }

  @Override
  public boolean hasRoom(int bytes) {
    return tap.hasRoom(bytes);
  }

  private synchronized void count(boolean isSent) {
    if (isSent) {
      unread.end();
    } else {
      lost++;
      if (unread.starts()) {
        LOG.warn(
            "{}: its user does not read as fast as telegrams come: whole telegrams are lost, {} so"
                + " far; read, or let time pass slower",
            tap.name(),
            lost);
      }
    }
  }

  /** How many telegrams its users had no room for. */
  synchronized long lost() {
    return lost;
  }

  boolean isInUse() {
    return tap.isInUse();
  }

  /**
   * The characters of a line with seven data bits as a pseudo-terminal can carry them, which knows
   * eight data bits only: the parity bit is the eighth, as whoever reads such a line with eight
   * bits sees it.
   */
  private byte[] withParity(byte[] bytes) {
    if (line.dataBits() != 7 || line.parity() == SerialSettings.Parity.NONE) {
      return bytes;
    }
    byte[] characters = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      int bits = bytes[i] & 0x7F;
      boolean odd = Integer.bitCount(bits) % 2 == 1;
      boolean set =
          switch (line.parity()) {
            case EVEN -> odd;
            case ODD -> !odd;
            case MARK -> true;
            case SPACE, NONE -> false;
          };
      characters[i] = (byte) (set ? bits | 0x80 : bits);
    }
    return characters;
  }

  /** Bits sampled at the wrong moments: nothing that a reader of text could take for text. */
  private static byte[] garbled(byte[] bytes) {
    byte[] garbage = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      garbage[i] = (byte) (bytes[i] << i % 3 | 0x80);
    }
    return garbage;
  }

  @Override
  public void close() {
    tap.close();
  }
}
