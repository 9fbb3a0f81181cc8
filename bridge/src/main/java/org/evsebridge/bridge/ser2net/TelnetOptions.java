package org.evsebridge.bridge.ser2net;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.ser2net.TelnetSide.Offer;

/**
 * The state of a telnet connection's options, and what is answered to the other side's wishes: only
 * what changes something, so that two sides never answer each other for ever. Not thread-safe.
 */
final class TelnetOptions {
  private final Map<Integer, State> states = new HashMap<>();

  private static final class State {
    private final Offer offer;
    private boolean saidOwn;
    private boolean saidOthers;
    private boolean ownOn;
    private boolean othersOn;

    State(Offer offer) {
      this.offer = offer;
      this.saidOwn = offer.saidOwn();
      this.saidOthers = offer.saidOthers();
    }
  }

  TelnetOptions(Map<Integer, Offer> offers) {
    offers.forEach((option, offer) -> states.put(option, new State(offer)));
  }

  /**
   * Takes a wish of the other side.
   *
   * @param verb {@link TelnetSide#WILL}, WONT, DO or DONT
   * @return the verb to answer with for this option; empty when there is nothing to say
   */
  Optional<Integer> answer(int verb, int option) {
    State state = states.get(option);
    if (state == null) {
      return switch (verb) {
        case TelnetSide.WILL -> Optional.of(TelnetSide.DONT);
        case TelnetSide.DO -> Optional.of(TelnetSide.WONT);
        default -> Optional.empty();
      };
    }
    return switch (verb) {
      case TelnetSide.WILL -> will(state);
      case TelnetSide.WONT -> wont(state);
      case TelnetSide.DO -> does(state);
      default -> dont(state);
    };
  }

  private static Optional<Integer> will(State state) {
    boolean wanted = state.offer.others();
    boolean silent = wanted && state.saidOthers;
    state.saidOthers = true;
    state.othersOn = wanted;
    return silent ? Optional.empty() : Optional.of(wanted ? TelnetSide.DO : TelnetSide.DONT);
  }

  private static Optional<Integer> wont(State state) {
    boolean silent = !state.othersOn && state.saidOthers;
    state.saidOthers = true;
    state.othersOn = false;
    return silent ? Optional.empty() : Optional.of(TelnetSide.DONT);
  }

  private static Optional<Integer> does(State state) {
    boolean wanted = state.offer.own();
    boolean silent = wanted && state.saidOwn;
    state.saidOwn = true;
    state.ownOn = wanted;
    return silent ? Optional.empty() : Optional.of(wanted ? TelnetSide.WILL : TelnetSide.WONT);
  }

  private static Optional<Integer> dont(State state) {
    boolean silent = !state.ownOn && state.saidOwn;
    state.saidOwn = true;
    state.ownOn = false;
    return silent ? Optional.empty() : Optional.of(TelnetSide.WONT);
  }
}
