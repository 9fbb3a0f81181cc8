package org.evsebridge.bridge.house;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.bridge.registers.RequestText;
import org.evsebridge.bridge.registers.SettingBit;

/** Sets what a charging module may do, as any client would: through the gateway and its guard. */
public final class ModuleCommands {
  /** Behind function and byte count of an answer to a read. */
  private static final int FIRST_WORD = 2;

  private final Line line;

  /** Asks something of a unit on a line, once. */
  @FunctionalInterface
  public interface Line {
    /** Must not block; what comes may be an exception of the module or of the gateway. */
    CompletableFuture<Pdu> ask(String line, Adu request);
  }

  public ModuleCommands(Line line) {
    this.line = line;
  }

  /**
   * Limits what a module offers the car. Both halves of the register are written, as evcc does: the
   * limit counts at once, and stays.
   *
   * @param amperes 0 for nothing, else 6 to 80
   * @return what went wrong, for a person; empty when it is done
   */
  public CompletableFuture<Optional<String>> limit(String name, int unit, int amperes) {
    Pdu write = write(ModuleRegister.LIMIT, amperes << 8 | amperes);
    return ask(name, unit, write).thenApply(answer -> trouble(write, answer));
  }

  /**
   * Has a module charge on three phases, or on one; the other settings stay as they are.
   *
   * @return what went wrong, for a person; empty when it is done
   */
  public CompletableFuture<Optional<String>> phases(String name, int unit, boolean three) {
    ModuleRegister settings = ModuleRegister.SETTINGS;
    Pdu read = Pdu.request(settings.space().readFunction(), settings.address(), 1);
    return ask(name, unit, read)
        .thenCompose(
            answer -> {
              if (answer.isException() || answer.length() < FIRST_WORD + 2) {
                return CompletableFuture.completedFuture(trouble(read, answer));
              }
              int others = answer.u16(FIRST_WORD) & ~SettingBit.THREE_PHASES.mask();
              Pdu write = write(settings, others | (three ? SettingBit.THREE_PHASES.mask() : 0));
              return ask(name, unit, write).thenApply(done -> trouble(write, done));
            });
  }

  private CompletableFuture<Pdu> ask(String name, int unit, Pdu request) {
    return line.ask(name, new Adu(unit, request));
  }

  private static Pdu write(ModuleRegister register, int word) {
    return Pdu.request(RegisterSpace.WRITE_SINGLE, register.address(), word);
  }

  private static Optional<String> trouble(Pdu request, Pdu answer) {
    return answer.equals(request)
        ? Optional.empty()
        : Optional.of(RequestText.ofAnswer(request, answer));
  }
}
