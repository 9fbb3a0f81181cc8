package org.evsebridge.simulator.terminal;

import java.util.function.IntConsumer;

/**
 * Lets keys of one character pass, and keeps back what arrow and function keys send, whose letters
 * would count as keys of their own: ECMA-48, {@code ESC [ … final} and {@code ESC O x}.
 */
final class KeyFilter implements IntConsumer {
  private static final int ESCAPE = 27;

  private enum Within {
    NOTHING,
    ESCAPE,
    SEQUENCE,
    LAST_OF_THREE
  }

  private final IntConsumer keys;
  private Within within = Within.NOTHING;

  KeyFilter(IntConsumer keys) {
    this.keys = keys;
  }

  @Override
  public void accept(int character) {
    switch (within) {
      case NOTHING -> begin(character);
      case ESCAPE -> {
        if (character == '[') {
          within = Within.SEQUENCE;
        } else if (character == 'O') {
          within = Within.LAST_OF_THREE;
        } else {
          begin(character);
        }
      }
      case SEQUENCE -> within = isFinal(character) ? Within.NOTHING : Within.SEQUENCE;
      case LAST_OF_THREE -> within = Within.NOTHING;
    }
  }

  private void begin(int character) {
    within = character == ESCAPE ? Within.ESCAPE : Within.NOTHING;
    if (within == Within.NOTHING) {
      keys.accept(character);
    }
  }

  private static boolean isFinal(int character) {
    return character >= '@' && character <= '~';
  }
}
