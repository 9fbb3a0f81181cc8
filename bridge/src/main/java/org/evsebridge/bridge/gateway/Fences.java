package org.evsebridge.bridge.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.gateway.UnitKinds.DeviceKind;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;

/**
 * Fences: reads that are asked for their answer's shape only. A device answers in order, so the
 * answer to a fence says that nothing older is to come. On the charging module it is a read with
 * the function code that nothing is owed of, whose exception names itself too; elsewhere it is the
 * read that waits, without its last registers: never more, as that might act or not exist. Not
 * thread-safe.
 */
final class Fences {
  /** So many fences unanswered, and none ever answered: the device answers no such thing. */
  static final int IGNORED = 12;

  private static final int SETTINGS = ModuleRegister.SETTINGS.address();

  /**
   * More than one of them, as one that was not answered yet proves nothing about what came after.
   */
  private static final List<Pdu> OF_THE_MODULE =
      List.of(
          Pdu.request(3, SETTINGS, 1),
          Pdu.request(4, ModuleRegister.STATE.address(), 1),
          Pdu.request(3, SETTINGS, 2),
          Pdu.request(3, SETTINGS, 3));

  private final Devices devices;
  private final Map<Integer, Integer> unanswered = new HashMap<>();

  Fences(Devices devices) {
    this.devices = devices;
  }

  /** The fences that may be asked for a request that waits, the best first. */
  Stream<Adu> before(Request waiting) {
    int unit = waiting.adu().unit();
    if (areOfTheModule(unit)) {
      return OF_THE_MODULE.stream().map(pdu -> new Adu(unit, pdu));
    }
    return waiting.read().stream().flatMap(Fences::shorter);
  }

  /** Whether a unit's fences are registers that it always answers. */
  boolean areOfTheModule(int unit) {
    return devices.kind(unit).filter(DeviceKind.SMARTEVSE::equals).isPresent();
  }

  private static Stream<Adu> shorter(ReadSpan read) {
    return IntStream.range(1, read.count())
        .map(less -> read.count() - less)
        .mapToObj(count -> Pdu.request(read.function(), read.address(), count))
        .map(pdu -> new Adu(read.unit(), pdu));
  }

  /** A fence was answered. */
  void answered(int unit) {
    unanswered.put(unit, Integer.MIN_VALUE);
  }

  /** A fence was not answered in time. */
  void timedOut(int unit) {
    unanswered.merge(unit, 1, Integer::sum);
  }

  /** Whether a unit's fences tell nothing, as it answers none. */
  boolean areIgnoredBy(int unit) {
    return unanswered.getOrDefault(unit, 0) >= IGNORED;
  }
}
