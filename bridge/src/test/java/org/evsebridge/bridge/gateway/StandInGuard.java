package org.evsebridge.bridge.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;

/** A guard of unit 2 that grants what a test says, and keeps what it hears. Thread-safe. */
final class StandInGuard implements LineGuard {
  static final int UNIT = 2;
  static final int LIMIT = 0x0201;

  /** The truth that it was told: what was sent, and the answer. */
  record Heard(Adu sent, Pdu answer) {}

  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final List<String> askedBy = new CopyOnWriteArrayList<>();
  private volatile int granted = 0x0606;
  private volatile int wish;
  private volatile boolean fails;
  private volatile Consumer<GuardRequest> line;

  /** A request of the guard's own, which keeps how it ended. */
  static final class Own implements GuardRequest {
    private final Optional<Pdu> pdu;
    private final boolean heartbeat;
    private final List<Optional<Pdu>> ends = new CopyOnWriteArrayList<>();
    private volatile boolean sent;

    private Own(Optional<Pdu> pdu, boolean heartbeat) {
      this.pdu = pdu;
      this.heartbeat = heartbeat;
    }

    static Own of(Pdu pdu) {
      return new Own(Optional.of(pdu), false);
    }

    static Own heartbeat(int word) {
      return new Own(Optional.of(Pdu.request(6, LIMIT, word)), true);
    }

    /** One that has nothing to say any more when its turn comes. */
    static Own nothingAnyMore() {
      return new Own(Optional.empty(), true);
    }

    @Override
    public int unit() {
      return UNIT;
    }

    @Override
    public boolean isHeartbeat() {
      return heartbeat;
    }

    @Override
    public Optional<Pdu> toLine(long now) {
      return pdu;
    }

    @Override
    public void ended(Optional<Pdu> what, Optional<Pdu> answer, long now) {
      sent |= what.isPresent();
      ends.add(answer);
    }

    /** How it ended, each time that it did: with its answer or without. */
    List<Optional<Pdu>> ends() {
      return ends;
    }

    boolean wasSent() {
      return sent;
    }
  }

  void grants(int word) {
    granted = word;
  }

  /** Has it throw when it is asked what goes on the line. */
  void fails(boolean now) {
    fails = now;
  }

  void wants(GuardRequest request) {
    line.accept(request);
  }

  List<Heard> heard() {
    return heard;
  }

  /** The hosts that have asked something, in order. */
  List<String> askedBy() {
    return new ArrayList<>(askedBy);
  }

  @Override
  public Set<Integer> units() {
    return Set.of(UNIT);
  }

  @Override
  public void on(Consumer<GuardRequest> to) {
    line = to;
  }

  @Override
  public Optional<ExceptionCode> refusal(Adu request) {
    boolean unknown = request.pdu().function() == 22 || request.pdu().function() == 23;
    return request.unit() == UNIT && unknown
        ? Optional.of(ExceptionCode.ILLEGAL_FUNCTION)
        : Optional.empty();
  }

  @Override
  public boolean clamps(Adu request) {
    Pdu pdu = request.pdu();
    boolean one =
        pdu.function() == 6 && pdu.length() == 5
            || pdu.function() == 16 && pdu.length() == 8 && pdu.u16(3) == 1;
    return request.unit() == UNIT && one && pdu.u16(1) == LIMIT;
  }

  @Override
  public void asked(Adu request, String host, long now) {
    askedBy.add(host);
  }

  @Override
  public Adu toLine(Adu request, String host, long now) {
    if (fails) {
      throw new IllegalStateException("of all things");
    }
    Pdu pdu = request.pdu();
    if (!clamps(request)) {
      return request;
    }
    boolean single = pdu.function() == 6;
    wish = pdu.u16(single ? 3 : 6);
    int word = granted;
    return new Adu(
        UNIT,
        single
            ? Pdu.request(6, LIMIT, word)
            : Pdu.of(16, LIMIT >> 8, LIMIT & 0xFF, 0, 1, 2, word >> 8, word & 0xFF));
  }

  @Override
  public void answered(Adu sent, Pdu answer, long now) {
    heard.add(new Heard(sent, answer));
  }

  @Override
  public Pdu shown(Adu request, Pdu answer, long now) {
    Optional<ReadSpan> read = ReadSpan.of(request);
    boolean covers =
        request.unit() == UNIT
            && !answer.isException()
            && read.filter(r -> r.function() == 3)
                .filter(r -> r.address() <= LIMIT && LIMIT < r.address() + r.count())
                .isPresent();
    if (!covers) {
      return answer;
    }
    byte[] bytes = answer.bytes();
    int at = 2 + 2 * (LIMIT - read.orElseThrow().address());
    bytes[at] = (byte) (wish >> 8);
    bytes[at + 1] = (byte) wish;
    return Pdu.of(bytes, 0, bytes.length);
  }
}
