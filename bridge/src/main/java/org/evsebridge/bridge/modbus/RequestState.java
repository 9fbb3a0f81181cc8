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

  /** No frame was whole yet: the first that is decides. */
  record Undecided() implements RequestState {
    @Override
    public Step look(byte[] bytes, int to, boolean silence) {
      boolean unknownInRtu = PduLength.ofRequest(bytes, 1, to) == PduLength.UNKNOWN;
      if (unknownInRtu && Mbap.isWholeRequest(bytes, to)) {
        return InTcp.frame(bytes); // a CRC that is right by chance does not outweigh this
      }
      Step rtu = InRtu.frame(bytes, to, silence);
      if (rtu != WAIT) {
        return rtu;
      }
      boolean mbap = Mbap.isWhole(bytes, to);
      if (mbap && (silence || !mayBecomeRtu(bytes, to))) {
        return InTcp.frame(bytes);
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

  /** Modbus TCP. */
  record InTcp() implements RequestState {
    @Override
    public Step look(byte[] bytes, int to, boolean silence) {
      if (!Mbap.mayBegin(bytes, to)) {
        return new Step(
            new Unreadable(),
            to,
            new Received.Unreadable("no Modbus TCP header: " + Guess.like(bytes, to)));
      }
      return Mbap.isWhole(bytes, to) ? frame(bytes) : WAIT;
    }

    static Step frame(byte[] bytes) {
      return new Step(
          new InTcp(),
          Mbap.length(bytes),
          new Received.Request(Framing.TCP, Mbap.transaction(bytes), Mbap.adu(bytes)));
    }
  }

  /** RTU over TCP. */
  record InRtu() implements RequestState {
    @Override
    public Step look(byte[] bytes, int to, boolean silence) {
      Step frame = frame(bytes, to, silence);
      if (frame != WAIT) {
        return frame;
      }
      int pdu = PduLength.ofRequest(bytes, 1, to);
      boolean bad = pdu > 0 && to >= pdu + Rtu.OVERHEAD;
      boolean tooLong = to > Rtu.MAX_LENGTH;
      return silence || bad || tooLong ? Skipping.from(this, bytes, to, silence) : WAIT;
    }

    /** The frame with a right CRC at the function's length; of an unknown function, at the end. */
    static Step frame(byte[] bytes, int to, boolean silence) {
      int pdu = PduLength.ofRequest(bytes, 1, to);
      int end = pdu > 0 ? pdu + Rtu.OVERHEAD : to;
      boolean ends = pdu > 0 ? to >= end : pdu == PduLength.UNKNOWN && silence;
      return ends
          ? Rtu.decode(bytes, 0, end)
              .map(adu -> new Step(new InRtu(), end, new Received.Request(Framing.RTU, 0, adu)))
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
      String why = Guess.like(bytes, to);
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
