package org.evsebridge.simulator.modbus;

import java.util.Optional;
import java.util.SplittableRandom;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.simulator.charger.ModuleRegisters;
import org.evsebridge.simulator.charger.ModuleRegisters.AddressUse;
import org.evsebridge.simulator.charger.UndefinedAddresses;

/**
 * What the module's application answers, refused in the order in which firmware 2.10.8 was seen to
 * refuse: function, address, count.
 */
final class Application {
  private static final int WRITE_COIL = 5;
  private static final int WRITE_SINGLE = RegisterSpace.WRITE_SINGLE;
  private static final int WRITE_MULTIPLE = 16;

  /** A block of more is refused. */
  private static final int MOST_REGISTERS = 13;

  /** The most registers that an answer can hold. */
  private static final int MOST_GARBAGE = 125;

  private static final int REQUEST_LENGTH = 5;

  /** Of a request of function 16 for one register. */
  private static final int WRITE_MULTIPLE_LENGTH = 8;

  private final ModuleRegisters registers;
  private final UndefinedAddresses undefined;

  Application(ModuleRegisters registers, UndefinedAddresses undefined) {
    this.registers = registers;
    this.undefined = undefined;
  }

  /** The answer; empty for silence. */
  Optional<Pdu> answer(Pdu request) {
    registers.newRequest();
    int function = request.function();
    if (function == RegisterSpace.INPUT.readFunction()) {
      return read(RegisterSpace.INPUT, request);
    } else if (function == RegisterSpace.HOLDING.readFunction()) {
      return read(RegisterSpace.HOLDING, request);
    }
    return switch (function) {
      case WRITE_SINGLE -> write(request);
      case WRITE_MULTIPLE -> writeMultiple(request);
      case WRITE_COIL -> refuse(request, ExceptionCode.ILLEGAL_DATA_VALUE);
      default -> refuse(request, ExceptionCode.ILLEGAL_FUNCTION);
    };
  }

  private Optional<Pdu> read(RegisterSpace space, Pdu request) {
    if (request.length() != REQUEST_LENGTH) {
      return refuse(request, ExceptionCode.ILLEGAL_DATA_VALUE);
    }
    int first = request.u16(1);
    int count = request.u16(3);
    for (int address = first; address < first + count; address++) {
      AddressUse presence = registers.presence(space, address);
      if (presence != AddressUse.ANSWERED) {
        return absent(presence, request, words(request.function(), first, count));
      }
    }
    if (count < 1 || count > MOST_REGISTERS) {
      return refuse(request, ExceptionCode.ILLEGAL_DATA_VALUE);
    }
    int[] answer = head(request.function(), count);
    for (int i = 0; i < count; i++) {
      put(answer, i, registers.read(space, first + i));
    }
    return Optional.of(Pdu.of(answer));
  }

  private Optional<Pdu> write(Pdu request) {
    if (request.length() != REQUEST_LENGTH) {
      return refuse(request, ExceptionCode.ILLEGAL_DATA_VALUE);
    }
    return write(request, request.u16(3));
  }

  private Optional<Pdu> writeMultiple(Pdu request) {
    boolean one =
        request.length() == WRITE_MULTIPLE_LENGTH && request.u16(3) == 1 && request.u8(5) == 2;
    return one ? write(request, request.u16(6)) : refuse(request, ExceptionCode.ILLEGAL_DATA_VALUE);
  }

  /** Writes one register; both functions answer with the first five bytes of the request. */
  private Optional<Pdu> write(Pdu request, int value) {
    Pdu echo = Pdu.of(request.bytes(), 0, REQUEST_LENGTH);
    int address = request.u16(1);
    AddressUse presence = registers.presence(RegisterSpace.HOLDING, address);
    if (presence != AddressUse.ANSWERED) {
      return absent(presence, request, Optional.of(echo));
    }
    registers.write(address, value);
    return Optional.of(echo);
  }

  /** What comes of an address at which there is no register that answers. */
  private Optional<Pdu> absent(AddressUse presence, Pdu request, Optional<Pdu> garbage) {
    return switch (presence) {
      case ANSWERED -> throw new IllegalArgumentException("it is there");
      case SILENT -> Optional.empty();
      case MISSING -> refuse(request, ExceptionCode.ILLEGAL_DATA_ADDRESS);
      case UNDEFINED ->
          switch (undefined) {
            case EXCEPTION -> refuse(request, ExceptionCode.ILLEGAL_DATA_ADDRESS);
            case SILENT -> Optional.empty();
            case GARBAGE -> garbage;
          };
    };
  }

  /** Arbitrary words, the same for the same request; empty when no answer could hold them. */
  private static Optional<Pdu> words(int function, int first, int count) {
    if (count > MOST_GARBAGE) {
      return Optional.empty();
    }
    SplittableRandom random = new SplittableRandom(first);
    int[] answer = head(function, count);
    for (int i = 0; i < count; i++) {
      put(answer, i, random.nextInt(0x10000));
    }
    return Optional.of(Pdu.of(answer));
  }

  private static int[] head(int function, int count) {
    int[] answer = new int[2 + 2 * count];
    answer[0] = function;
    answer[1] = 2 * count;
    return answer;
  }

  private static void put(int[] answer, int index, int word) {
    answer[2 + 2 * index] = word >> 8;
    answer[3 + 2 * index] = word;
  }

  private static Optional<Pdu> refuse(Pdu request, ExceptionCode why) {
    return Optional.of(Pdu.exception(request.function(), why));
  }
}
