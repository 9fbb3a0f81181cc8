package org.evsebridge.bridge.guard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Touched;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.bridge.registers.SettingBit;

/**
 * Stands between those who ask one guarded module and its line: takes clients' limits for wishes
 * and sends what is granted instead, shows clients their own wish where they read the limit, and
 * reads along what the guard wants to know. Nothing else is changed. Not thread-safe.
 */
public final class GuardedTraffic {
  private static final int LIMIT = ModuleRegister.LIMIT.address();
  private static final int WRITE_MULTIPLE = 16;
  private static final int MASK_WRITE = 22;
  private static final int READ_WRITE = 23;

  /** Behind function, address, count and byte count of a write of several registers. */
  private static final int FIRST_VALUE = 6;

  /** Behind function and byte count of an answer to a read. */
  private static final int FIRST_WORD = 2;

  /** Of so many clients it is remembered that they have written a limit. */
  private static final int MOST_CONTROLLERS = 64;

  private final GuardedModule module;
  private final LoadGuard guard;

  /** Who steers: clients that have written a limit, those that did last at the end. */
  private final Map<Object, Boolean> controllers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Boolean> eldest) {
          return size() > MOST_CONTROLLERS;
        }
      };

  public GuardedTraffic(GuardedModule module, LoadGuard guard) {
    this.module = module;
    this.guard = guard;
  }

  public GuardedModule module() {
    return module;
  }

  /**
   * What a client's request is answered with instead of going on the line; empty when it may. The
   * functions are those that the module itself does not know; a limit among other registers cannot
   * be told from them on the line, so it is refused; and an address that changes would leave the
   * guard behind.
   */
  public Optional<ExceptionCode> refusal(Pdu request) {
    int function = request.function();
    if (function == MASK_WRITE || function == READ_WRITE) {
      return Optional.of(ExceptionCode.ILLEGAL_FUNCTION);
    }
    Optional<Touched> written = Touched.writtenBy(request);
    boolean limitAmongOthers =
        function == WRITE_MULTIPLE
            && written.filter(w -> w.count() != 1 && covers(w, LIMIT)).isPresent();
    if (limitAmongOthers) {
      return Optional.of(ExceptionCode.ILLEGAL_DATA_VALUE);
    }
    int address = ModuleRegister.ADDRESS.address();
    return isRegisterWrite(function) && written.filter(w -> covers(w, address)).isPresent()
        ? Optional.of(ExceptionCode.ILLEGAL_DATA_ADDRESS)
        : Optional.empty();
  }

  private static boolean isRegisterWrite(int function) {
    return function == RegisterSpace.WRITE_SINGLE || function == WRITE_MULTIPLE;
  }

  private static boolean covers(Touched touched, int register) {
    return register >= touched.address() && register < touched.address() + touched.count();
  }

  /** Whether a broadcast would touch what the guard decides. */
  public static boolean isRefusedBroadcast(Pdu request) {
    int settings = ModuleRegister.SETTINGS.address();
    return Touched.writtenBy(request)
        .filter(w -> covers(w, LIMIT) || covers(w, settings))
        .isPresent();
  }

  /** Whether the guard decides what such a request writes; see {@link #toLine}. */
  public static boolean clamps(Pdu request) {
    return limitWrittenBy(request).isPresent();
  }

  /**
   * A client asks, whatever answers it.
   *
   * @param client who asks, equal for all requests of the same one
   */
  public void asked(Pdu request, Object client, long now) {
    if (controllers.containsKey(client) && looksAfterTheCar(request)) {
      guard.steered(module, now);
    }
  }

  /**
   * What goes on the line in the place of a client's write of the limit, which is taken for its
   * wish. To be asked right before it is sent.
   *
   * @param client who asks, equal for all requests of the same one
   */
  public Pdu toLine(Pdu request, Object client, long now) {
    controllers.remove(client);
    controllers.put(client, true);
    guard.wished(module, limitWrittenBy(request).orElseThrow(), now);
    return withLimit(request, guard.limitWord(module, now));
  }

  /** evcc reads these at each of its intervals in which it decides. */
  private static boolean looksAfterTheCar(Pdu request) {
    return request.function() == RegisterSpace.INPUT.readFunction()
        && Touched.readBy(request)
            .filter(
                read ->
                    covers(read, ModuleRegister.CURRENTS.address())
                        || covers(read, ModuleRegister.STATE.address()))
            .isPresent();
  }

  private static OptionalInt limitWrittenBy(Pdu request) {
    return wordWrittenBy(request, LIMIT);
  }

  private static OptionalInt wordWrittenBy(Pdu request, int register) {
    if (!isRegisterWrite(request.function())) {
      return OptionalInt.empty();
    }
    return Touched.writtenBy(request)
        .filter(w -> covers(w, register))
        .map(w -> at(request.function()) + 2 * (register - w.address()))
        .filter(at -> request.length() >= at + 2)
        .map(at -> OptionalInt.of(request.u16(at)))
        .orElse(OptionalInt.empty());
  }

  /** Where the first value of a write stands. */
  private static int at(int function) {
    return function == WRITE_MULTIPLE ? FIRST_VALUE : 3;
  }

  private static Pdu withLimit(Pdu request, int word) {
    return withWord(request, at(request.function()), word);
  }

  private static Pdu withWord(Pdu pdu, int at, int word) {
    byte[] bytes = pdu.bytes();
    bytes[at] = (byte) (word >> 8);
    bytes[at + 1] = (byte) word;
    return Pdu.of(bytes, 0, bytes.length);
  }

  /** The frame of an order. To be asked right before it is sent. */
  public Pdu toLine(Order order, long now) {
    if (order instanceof Order.Read read) {
      return Pdu.request(read.first().space().readFunction(), read.first().address(), read.count());
    }
    return Pdu.request(RegisterSpace.WRITE_SINGLE, LIMIT, guard.limitWord(module, now));
  }

  /**
   * Takes in what the module answered to a client.
   *
   * @param sent as it went on the line
   */
  public void answered(Pdu sent, Pdu answer, long now) {
    if (clamps(sent)) {
      guard.wishAnswered(module, !answer.isException());
    }
    takeIn(sent, answer, now);
  }

  private void takeIn(Pdu sent, Pdu answer, long now) {
    if (answer.isException()) {
      return;
    }
    limitWrittenBy(sent).ifPresent(word -> guard.written(module, word, now));
    wordWrittenBy(sent, ModuleRegister.SETTINGS.address())
        .ifPresent(word -> guard.phasesRead(module, SettingBit.THREE_PHASES.in(word), now));
    Optional<Touched> read = Touched.readBy(sent).filter(r -> holds(answer, r));
    if (read.isPresent() && sent.function() == RegisterSpace.INPUT.readFunction()) {
      measured(read.get(), answer, now);
    } else if (read.isPresent() && sent.function() == RegisterSpace.HOLDING.readFunction()) {
      settings(read.get(), answer, now);
    }
  }

  private static boolean holds(Pdu answer, Touched read) {
    return answer.length() >= FIRST_WORD + 2 * read.count();
  }

  private void measured(Touched read, Pdu answer, long now) {
    word(read, answer, ModuleRegister.CURRENTS)
        .ifPresent(word -> guard.advertisedRead(module, word & 0xFF, word >> 8, now));
    OptionalInt l1 = word(read, answer, ModuleRegister.CURRENT_L1);
    OptionalInt l2 = word(read, answer, ModuleRegister.CURRENT_L2);
    OptionalInt l3 = word(read, answer, ModuleRegister.CURRENT_L3);
    if (l1.isPresent() && l2.isPresent() && l3.isPresent()) {
      PerPhase words = new PerPhase(l1.getAsInt(), l2.getAsInt(), l3.getAsInt());
      guard.currentsRead(module, words.map(word -> word / 256), now);
    }
    word(read, answer, ModuleRegister.STATE)
        .ifPresent(
            word ->
                guard.stateRead(
                    module, ModuleState.ofCode(word & 0xFF).orElse(ModuleState.UNDEFINED), now));
  }

  private void settings(Touched read, Pdu answer, long now) {
    word(read, answer, ModuleRegister.SETTINGS)
        .ifPresent(word -> guard.phasesRead(module, SettingBit.THREE_PHASES.in(word), now));
    word(read, answer, ModuleRegister.LIMIT).ifPresent(word -> guard.limitRead(module, word, now));
  }

  /** What a client gets for what the module has answered: its own wish where it reads the limit. */
  public Pdu shown(Pdu request, Pdu answer, long now) {
    Optional<Integer> wish = guard.wishShown(module, now);
    Optional<Touched> read =
        Touched.readBy(request)
            .filter(r -> request.function() == RegisterSpace.HOLDING.readFunction())
            .filter(r -> covers(r, LIMIT) && !answer.isException() && holds(answer, r));
    if (wish.isEmpty() || read.isEmpty()) {
      return answer;
    }
    return withWord(answer, FIRST_WORD + 2 * (LIMIT - read.get().address()), wish.get());
  }

  private static OptionalInt word(Touched read, Pdu answer, ModuleRegister register) {
    int offset = register.address() - read.address();
    return offset >= 0 && offset < read.count()
        ? OptionalInt.of(answer.u16(FIRST_WORD + 2 * offset))
        : OptionalInt.empty();
  }

  /**
   * How what was ordered ended.
   *
   * @param answer empty when none came
   */
  public void ended(Pdu sent, Optional<Pdu> answer, long now) {
    Optional<Pdu> usable = answer.filter(pdu -> !pdu.isException());
    if (usable.isPresent()) {
      takeIn(sent, usable.get(), now);
    } else {
      guard.failed(module, now);
    }
  }

  /** What was ordered could not be sent: the line is down. */
  public void unsent(long now) {
    guard.unsent(module, now);
  }
}
