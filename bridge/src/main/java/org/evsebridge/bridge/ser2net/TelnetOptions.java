package org.evsebridge.bridge.ser2net;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.ser2net.TelnetSide.TelnetOffer;

/**
 * The state of a telnet connection's options, and the answers to the other side's wishes. Only what
 * changes something is answered, so that two sides never answer each other for ever. Not
 * thread-safe.
 */
final class TelnetOptions {
  private final Map<Integer, OptionState> states = new HashMap<>();

  /** An option is on or off for each side by itself. */
  private record OptionState(OptionHalf own, OptionHalf others) {
    static OptionState of(TelnetOffer offer) {
      return new OptionState(
          new OptionHalf(offer.own(), offer.saidOwn(), TelnetSide.WILL, TelnetSide.WONT),
          new OptionHalf(offer.others(), offer.saidOthers(), TelnetSide.DO, TelnetSide.DONT));
    }
  }

  /** An option of one side. */
  private static final class OptionHalf {
    private final boolean allowed;
    private final int yes;
    private final int no;
    private boolean answered;
    private boolean on;

    /**
     * @param allowed whether it may be on
     * @param answered whether this side has said at the start what it wants
     * @param yes the verb that says it is on
     * @param no the verb that says it is off
     */
    OptionHalf(boolean allowed, boolean answered, int yes, int no) {
      this.allowed = allowed;
      this.answered = answered;
      this.yes = yes;
      this.no = no;
    }

    /** The other side wants it on. */
    Optional<Integer> on() {
      return answer(allowed, allowed);
    }

    /** The other side wants it off. */
    Optional<Integer> off() {
      return answer(false, !on);
    }

    private Optional<Integer> answer(boolean now, boolean known) {
      boolean silent = known && answered;
      answered = true;
      on = now;
      return silent ? Optional.empty() : Optional.of(now ? yes : no);
    }
  }

  TelnetOptions(Map<Integer, TelnetOffer> offers) {
    offers.forEach((option, offer) -> states.put(option, OptionState.of(offer)));
  }

  /**
   * Takes a wish of the other side.
   *
   * @param verb {@link TelnetSide#WILL}, WONT, DO or DONT
   * @return the verb to answer with for this option; empty when there is nothing to say
   */
  Optional<Integer> answer(int verb, int option) {
    OptionState state = states.get(option);
    if (state == null) {
      return switch (verb) {
        case TelnetSide.WILL -> Optional.of(TelnetSide.DONT);
        case TelnetSide.DO -> Optional.of(TelnetSide.WONT);
        default -> Optional.empty();
      };
    }
    return switch (verb) {
      case TelnetSide.WILL -> state.others().on();
      case TelnetSide.WONT -> state.others().off();
      case TelnetSide.DO -> state.own().on();
      default -> state.own().off();
    };
  }
}
