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

  /**
   * What goes on the line in the place of a client's request. To be asked right before it is sent.
   *
   * @param client who asks, equal for all requests of the same one
   */
  public Pdu toLine(Pdu request, Object client, long now) {
    OptionalInt wish = limitWrittenBy(request);
    if (wish.isPresent()) {
      controllers.remove(client);
      controllers.put(client, true);
      guard.wished(module, wish.getAsInt(), now);
      return withLimit(request, guard.limitWord(module, now));
    }
    if (controllers.containsKey(client) && looksAfterTheCar(request)) {
      guard.steered(module, now);
    }
    return request;
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
    boolean touches =
        isRegisterWrite(request.function())
            && Touched.writtenBy(request).filter(w -> covers(w, LIMIT)).isPresent();
    if (!touches) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        request.function() == WRITE_MULTIPLE ? request.u16(FIRST_VALUE) : request.u16(3));
  }

  private static Pdu withLimit(Pdu request, int word) {
    byte[] bytes = request.bytes();
    int at = request.function() == WRITE_MULTIPLE ? FIRST_VALUE : 3;
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
   * Takes in what the module answered, to a client or to the guard.
   *
   * @param request as it was asked
   * @param sent as it went on the line
   * @return the answer for who asked
   */
  public Pdu fromLine(Pdu request, Pdu sent, Pdu answer, long now) {
    if (answer.isException()) {
      return answer;
    }
    OptionalInt limit = limitWrittenBy(sent);
    if (limit.isPresent()) {
      guard.written(module, limit.getAsInt(), now);
      return sent.function() == RegisterSpace.WRITE_SINGLE ? request : answer;
    }
    Optional<Touched> read = Touched.readBy(request);
    if (read.isPresent() && answer.length() >= 2 + 2 * read.get().count()) {
      return request.function() == RegisterSpace.INPUT.readFunction()
          ? measured(read.get(), answer, now)
          : settings(request, read.get(), answer, now);
    }
    settingsWritten(request, now);
    return answer;
  }

  private void settingsWritten(Pdu request, long now) {
    int settings = ModuleRegister.SETTINGS.address();
    boolean single = request.function() == RegisterSpace.WRITE_SINGLE && request.u16(1) == settings;
    if (single) {
      guard.phasesRead(module, SettingBit.THREE_PHASES.in(request.u16(3)), now);
    }
  }

  private Pdu measured(Touched read, Pdu answer, long now) {
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
    return answer;
  }

  private Pdu settings(Pdu request, Touched read, Pdu answer, long now) {
    if (request.function() != RegisterSpace.HOLDING.readFunction()) {
      return answer;
    }
    word(read, answer, ModuleRegister.SETTINGS)
        .ifPresent(word -> guard.phasesRead(module, SettingBit.THREE_PHASES.in(word), now));
    OptionalInt limit = word(read, answer, ModuleRegister.LIMIT);
    if (limit.isEmpty()) {
      return answer;
    }
    guard.limitRead(module, limit.getAsInt(), now);
    byte[] bytes = answer.bytes();
    int at = 2 + 2 * (LIMIT - read.address());
    int shown = guard.wishShown(module, now).orElse(limit.getAsInt());
    bytes[at] = (byte) (shown >> 8);
    bytes[at + 1] = (byte) shown;
    return Pdu.of(bytes, 0, bytes.length);
  }

  private static OptionalInt word(Touched read, Pdu answer, ModuleRegister register) {
    int offset = register.address() - read.address();
    return offset >= 0 && offset < read.count()
        ? OptionalInt.of(answer.u16(2 + 2 * offset))
        : OptionalInt.empty();
  }

  /** What was ordered got no answer, or an exception. */
  public void failed(long now) {
    guard.failed(module, now);
  }
}
