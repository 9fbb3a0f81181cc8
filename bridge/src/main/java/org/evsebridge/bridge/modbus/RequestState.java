package org.evsebridge.bridge.modbus;

/**
 * How far a client's stream of requests is understood. Each state looks at the bytes not yet
 * consumed and says what to do with them; it holds no bytes itself.
 */
sealed interface RequestState {
  /**
   * What a look at the bytes led to.
   *
   * @param consumed how many bytes are done with
   * @param received null when nothing came out
   */
  record Step(RequestState next, int consumed, Received received) {}

  /** More bytes, or silence, must come first. */
  Step WAIT = null;

  /**
   * Guess at the bytes from 0 to an end.
   *
   * @param silence whether {@link RequestReader#SILENCE} has passed since the last of them
   * @return {@link #WAIT} when nothing can be done yet
   */
  Step look(byte[] bytes, int to, boolean silence);

  /** No frame was whole yet: the first that is decides, until one shows that it was wrong. */
  record Undecided() implements RequestState {
    /** A Modbus TCP frame as short as that names addresses: no RTU frame begins like it. */
    private static final int SHORTEST_WITH_ADDRESS = Mbap.HEADER_LENGTH + 6;

    @Override
    public Step look(byte[] bytes, int to, boolean silence) {
      boolean certain = to >= SHORTEST_WITH_ADDRESS || !mayBecomeRtu(bytes, to);
      if (certain && Mbap.fills(bytes, to) && !InRtu.fills(bytes, to)) {
        return InTcp.frame(bytes, true);
      }
      Step rtu = InRtu.frame(bytes, to, silence, true);
      if (rtu != WAIT) {
        return rtu;
      }
      boolean mbap = Mbap.isWhole(bytes, to);
      if (mbap && (silence || !mayBecomeRtu(bytes, to))) {
        return InTcp.frame(bytes, true);
      }
      return silence || to == Mbap.MAX_LENGTH ? Skipping.from(this, bytes, to, silence) : WAIT;
    }

    /** Whether an RTU frame may still be on its way, so that an MBAP frame must not win yet. */
    private static boolean mayBecomeRtu(byte[] bytes, int to) {
      int pdu = PduLength.ofRequest(bytes, 1, to);
      return switch (pdu) {
        case PduLength.UNDECIDED -> true;
        case PduLength.UNKNOWN -> Rtu.isFrame(bytes, 0, to);
        default -> to < pdu + Rtu.OVERHEAD;
      };
    }
  }

  /**
   * Modbus TCP.
   *
   * @param guessed whether it may turn out to be RTU
   */
  record InTcp(boolean guessed) implements RequestState {
    @Override
    public Step look(byte[] bytes, int to, boolean silence) {
      if (guessed && InRtu.fills(bytes, to) && !Mbap.isWhole(bytes, to)) {
        return InRtu.frame(bytes, to, true, true);
      }
      if (!Mbap.mayBegin(bytes, to)) {
        return new Step(
            new Unreadable(),
            to,
            new Received.Unreadable("no Modbus TCP header: " + Guess.of(bytes, to)));
      }
      return Mbap.isWhole(bytes, to) ? frame(bytes, guessed) : WAIT;
    }

    static Step frame(byte[] bytes, boolean guessed) {
      return new Step(
          new InTcp(guessed),
          Mbap.length(bytes),
          new Received.Frame(Framing.TCP, Mbap.transaction(bytes), Mbap.adu(bytes)));
    }
  }

  /**
   * RTU over TCP.
   *
   * @param guessed whether it may turn out to be Modbus TCP
   */
  record InRtu(boolean guessed) implements RequestState {
    @Override
    public Step look(byte[] bytes, int to, boolean silence) {
      if (guessed && Mbap.fills(bytes, to) && !fills(bytes, to)) {
        return InTcp.frame(bytes, true);
      }
      Step frame = frame(bytes, to, silence, guessed);
      if (frame != WAIT) {
        return frame;
      }
      int pdu = PduLength.ofRequest(bytes, 1, to);
      boolean bad = pdu > 0 && to >= pdu + Rtu.OVERHEAD;
      boolean tooLong = to > Rtu.MAX_LENGTH;
      return silence || bad || tooLong ? Skipping.from(this, bytes, to, silence) : WAIT;
    }

    /** Whether the bytes are a frame of a known function, and nothing else. */
    static boolean fills(byte[] bytes, int to) {
      int pdu = PduLength.ofRequest(bytes, 1, to);
      return pdu > 0 && to == pdu + Rtu.OVERHEAD && Rtu.isFrame(bytes, 0, to);
    }

    /** The frame with a right CRC at the function's length; of an unknown function, at the end. */
    static Step frame(byte[] bytes, int to, boolean silence, boolean guessed) {
      int pdu = PduLength.ofRequest(bytes, 1, to);
      int end = pdu > 0 ? pdu + Rtu.OVERHEAD : to;
      boolean ends = pdu > 0 ? to >= end : pdu == PduLength.UNKNOWN && silence;
      return ends
          ? Rtu.decode(bytes, 0, end)
              .map(
                  adu -> new Step(new InRtu(guessed), end, new Received.Frame(Framing.RTU, 0, adu)))
              .orElse(WAIT)
          : WAIT;
    }
  }

  /**
   * Everything is dropped until there is silence; then it goes on.
   *
   * @param dropped how many bytes so far
   * @param why what they look like
   */
  record Skipping(RequestState then, int dropped, String why) implements RequestState {
    static Step from(RequestState then, byte[] bytes, int to, boolean silence) {
      String why = Guess.of(bytes, to);
      return silence
          ? new Step(then, to, new Received.Dropped(to, why))
          : new Step(new Skipping(then, to, why), to, null);
    }

    @Override
    public Step look(byte[] bytes, int to, boolean silence) {
      return silence
          ? new Step(then, to, new Received.Dropped(dropped + to, why))
          : to == 0 ? WAIT : new Step(new Skipping(then, dropped + to, why), to, null);
    }
  }

  /** Nothing more is read. */
  record Unreadable() implements RequestState {
    @Override
    public Step look(byte[] bytes, int to, boolean silence) {
      return to == 0 ? WAIT : new Step(this, to, null);
    }
  }
}
