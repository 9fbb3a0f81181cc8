package org.evsebridge.bridge.registers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;

/** Requests to the module and its answers in a person's words. */
public final class RequestText {
  /** Header of a read answer: function code and byte count. */
  private static final int ANSWER_HEADER = 2;

  /** A request of the functions 3, 4 and 6: function code and two words. */
  private static final int REQUEST_LENGTH = 5;

  private RequestText() {}

  /** Such as {@code read 0x0105 ×3} or {@code write 0x0201 current limit: limit 10 A, …}. */
  public static String ofRequest(Pdu request) {
    if (isRead(request)) {
      return String.format("read 0x%04X ×%d", request.u16(1), request.u16(3));
    }
    if (isWrite(request)) {
      int value = request.u16(3);
      return String.format("write 0x%04X ", request.u16(1))
          + ModuleRegister.at(RegisterSpace.HOLDING, request.u16(1))
              .map(register -> register.title() + ": " + register.render(value))
              .orElse(String.format("= 0x%04X", value));
    }
    return "function " + request.function() + ", " + (request.length() - 1) + " bytes";
  }

  /** Such as {@code current L1 15.81 A, current L2 …} or {@code exception 2, illegal address}. */
  public static String ofAnswer(Pdu request, Pdu answer) {
    if (answer.isException() && answer.length() == 2) {
      return "exception " + exception(answer.u8(1));
    }
    boolean fits =
        answer.function() == request.function()
            && isRead(request)
            && answer.length() == ANSWER_HEADER + 2 * request.u16(3);
    if (fits) {
      return values(request, answer);
    }
    return isWrite(request) && answer.equals(request) ? "done" : answer.toString();
  }

  private static String exception(int code) {
    return Arrays.stream(ExceptionCode.values())
        .filter(known -> known.code() == code)
        .findFirst()
        .map(known -> code + ", " + known.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .orElse(String.valueOf(code));
  }

  private static String values(Pdu request, Pdu answer) {
    RegisterSpace space = spaceOf(request);
    int first = request.u16(1);
    int end = first + request.u16(3);
    List<String> texts = new ArrayList<>();
    int address = first;
    while (address < end) {
      int at = address;
      int[] words =
          ModuleRegister.at(space, at)
              .filter(register -> register.address() == at && at + register.count() <= end)
              .map(register -> words(answer, first, at, register.count()))
              .orElse(words(answer, first, at, 1));
      texts.add(
          ModuleRegister.at(space, at)
              .filter(register -> register.address() == at && register.count() == words.length)
              .map(register -> register.title() + " " + register.render(words))
              .orElse(String.format("0x%04X = 0x%04X", at, words[0])));
      address += words.length;
    }
    return texts.stream().collect(Collectors.joining(", "));
  }

  private static int[] words(Pdu answer, int first, int address, int count) {
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = answer.u16(ANSWER_HEADER + 2 * (address - first + i));
    }
    return words;
  }

  private static RegisterSpace spaceOf(Pdu read) {
    return read.function() == RegisterSpace.INPUT.readFunction()
        ? RegisterSpace.INPUT
        : RegisterSpace.HOLDING;
  }

  private static boolean isRead(Pdu request) {
    return request.length() == REQUEST_LENGTH
        && (request.function() == RegisterSpace.INPUT.readFunction()
            || request.function() == RegisterSpace.HOLDING.readFunction());
  }

  private static boolean isWrite(Pdu request) {
    return request.length() == REQUEST_LENGTH && request.function() == RegisterSpace.WRITE_SINGLE;
  }
}
