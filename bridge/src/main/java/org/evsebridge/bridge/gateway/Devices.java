package org.evsebridge.bridge.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.gateway.UnitKinds;
import org.evsebridge.bridge.config.gateway.UnitKinds.DeviceKind;
import org.evsebridge.bridge.config.gateway.UnitKinds.Guarded;
import org.evsebridge.bridge.config.gateway.UnitKinds.Known;
import org.evsebridge.bridge.config.gateway.UnitKinds.Ranges;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.PduLength;
import org.evsebridge.bridge.modbus.Requests;
import org.evsebridge.bridge.modbus.Touched;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;

/**
 * What is known of the devices on a line: of what kind they are, which reads act, and what is
 * protected. What one entry says of a device holds for all that share the line: the device is the
 * same, whichever port a request comes by.
 */
final class Devices {
  private final Map<Integer, DeviceKind> kinds = new HashMap<>();
  private final Map<Integer, List<Guarded>> guarded = new HashMap<>();
  private final boolean guardsModule;
  private final boolean hasBroadcasts;

  /** The devices on a line where unit 0 is all of them. */
  Devices(List<UnitKinds> entries) {
    this(entries, true);
  }

  /**
   * @param entries what each of the entries that share the line says
   * @param hasBroadcasts whether unit 0 is all devices, none of which answers
   */
  Devices(List<UnitKinds> entries, boolean hasBroadcasts) {
    this.hasBroadcasts = hasBroadcasts;
    for (UnitKinds entry : entries) {
      kinds.putAll(entry.kinds());
      entry
          .guarded()
          .forEach(
              (unit, guard) -> guarded.computeIfAbsent(unit, u -> new ArrayList<>()).add(guard));
    }
    guardsModule = allGuards().anyMatch(new Known(DeviceKind.SMARTEVSE)::equals);
  }

  Optional<DeviceKind> kind(int unit) {
    return Optional.ofNullable(kinds.get(unit));
  }

  /** The units that are charging modules. */
  Set<Integer> modules() {
    return kinds.entrySet().stream()
        .filter(unit -> unit.getValue() == DeviceKind.SMARTEVSE)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a request reads, if reading is all it does; empty for all that counts as a write. */
  Optional<ReadSpan> plainRead(Adu adu) {
    Optional<ReadSpan> read = ReadSpan.of(adu);
    return read.isPresent() && !acts(adu) ? read : Optional.empty();
  }

  private boolean acts(Adu adu) {
    DeviceKind kind = kinds.get(adu.unit());
    return kind != null && readsActing(kind, adu.pdu())
        || guards(adu.unit()).anyMatch(guard -> readsActing(guard, adu.pdu()));
  }

  private Stream<Guarded> guards(int unit) {
    return guarded.getOrDefault(unit, List.of()).stream();
  }

  private Stream<Guarded> allGuards() {
    return guarded.values().stream().flatMap(List::stream);
  }

  /** Whether a request goes to all devices and none answers. */
  boolean isBroadcast(Adu adu) {
    return hasBroadcasts && adu.isBroadcast();
  }

  /** Whether a unit is the charging module's bootloader. */
  boolean isBootloader(int unit) {
    return unit == ModuleRegister.BOOTLOADER_UNIT && kinds.containsValue(DeviceKind.SMARTEVSE);
  }

  /** Whether a request writes a charging module's magic, which opens its next request. */
  boolean writesMagic(Adu adu) {
    return kinds.get(adu.unit()) == DeviceKind.SMARTEVSE
        && Touched.writtenBy(adu.pdu())
            .map(t -> ModuleRegister.touched(RegisterSpace.HOLDING, t.address(), t.count()))
            .filter(all -> all.contains(ModuleRegister.MAGIC))
            .isPresent();
  }

  /** Whether a frame to a unit may reach a protected one. */
  boolean mattersTo(int unit) {
    return guarded.containsKey(unit)
        || unit == Adu.BROADCAST && !guarded.isEmpty()
        || guardsModule && unit == ModuleRegister.BOOTLOADER_UNIT;
  }

  /**
   * What only a trusted client may do, and to a protected unit all that is not known to be
   * harmless.
   */
  Optional<ExceptionCode> refusal(Adu adu) {
    if (!mattersTo(adu.unit())) {
      return Optional.empty();
    }
    if (isProtected(adu)) {
      return Optional.of(ExceptionCode.ILLEGAL_DATA_ADDRESS);
    }
    Pdu pdu = adu.pdu();
    if (!Requests.onlyReads(pdu) && !Requests.writesWhatItNames(pdu)) {
      return Optional.of(ExceptionCode.ILLEGAL_FUNCTION);
    }
    return PduLength.isWrongForRequest(pdu)
        ? Optional.of(ExceptionCode.ILLEGAL_DATA_VALUE)
        : Requests.fault(pdu);
  }

  /** Whether a request touches what only a trusted client may touch. */
  private boolean isProtected(Adu adu) {
    boolean atModule = adu.unit() == ModuleRegister.BOOTLOADER_UNIT || adu.isBroadcast();
    if (guardsModule && atModule) {
      return true;
    }
    Stream<Guarded> guards = adu.isBroadcast() ? allGuards() : guards(adu.unit()); // all obey it
    return guards.anyMatch(
        guard -> readsActing(guard, adu.pdu()) || writesGuarded(guard, adu.pdu()));
  }

  /** Whether a request reads what acts when it is read, whatever its function. */
  private static boolean readsActing(Guarded guard, Pdu pdu) {
    if (guard instanceof Known known) {
      return readsActing(known.kind(), pdu);
    }
    Ranges ranges = (Ranges) guard;
    return Touched.readBy(pdu)
        .map(t -> ranges.reads().stream().anyMatch(r -> r.touches(t.address(), t.count())))
        .orElse(false);
  }

  private static boolean readsActing(DeviceKind kind, Pdu pdu) {
    return switch (kind) {
      case SMARTEVSE ->
          Touched.readBy(pdu)
              .map(t -> ModuleRegister.touched(RegisterSpace.INPUT, t.address(), t.count()))
              .map(all -> all.stream().anyMatch(register -> register.readEffect().acts()))
              .orElse(false);
    };
  }

  /** Whether a request writes what must not be written. */
  private static boolean writesGuarded(Guarded guard, Pdu pdu) {
    Optional<Touched> written = Touched.writtenBy(pdu);
    if (guard instanceof Known known) {
      return switch (known.kind()) {
        case SMARTEVSE ->
            written
                .map(t -> ModuleRegister.touched(RegisterSpace.HOLDING, t.address(), t.count()))
                .map(all -> all.stream().anyMatch(ModuleRegister::writeIsGuarded))
                .orElse(false);
      };
    }
    Ranges ranges = (Ranges) guard;
    return written
        .map(t -> ranges.writes().stream().anyMatch(r -> r.touches(t.address(), t.count())))
        .orElse(false);
  }
}
