package org.evsebridge.bridge.gateway;

import java.util.function.Predicate;
import org.evsebridge.bridge.checksum.Crc16;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;

/**
 * RTU frames that stand whole inside another: a device that has missed the outer one's beginning,
 * or passes over frames that are not for it, may take such a one for a request.
 */
final class HiddenFrames {
  private HiddenFrames() {}

  /**
   * Whether a frame hides another, at any place and of any length, that something is true of.
   *
   * @param units the units that such a frame would matter to
   */
  static boolean isAny(Adu outer, Predicate<Integer> units, Predicate<Adu> refused) {
    byte[] frame = Rtu.encode(outer);
    for (int from = 1; from + Rtu.MIN_LENGTH <= frame.length; from++) {
      if (units.test(frame[from] & 0xFF) && isAnyFrom(frame, from, refused)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAnyFrom(byte[] frame, int from, Predicate<Adu> refused) {
    int crc = Crc16.MODBUS.ofNothing();
    for (int end = from + 1; end <= frame.length; end++) {
      crc = Crc16.MODBUS.with(crc, frame[end - 1]);
      if (crc == 0
          && end - from >= Rtu.MIN_LENGTH
          && refused.test(new Adu(frame[from] & 0xFF, Pdu.of(frame, from + 1, end - 2)))) {
        return true;
      }
    }
    return false;
  }
}
