package org.evsebridge.bridge.gateway;

import java.net.InetAddress;
import java.util.Optional;
import org.evsebridge.bridge.config.gateway.Access;
import org.evsebridge.bridge.config.gateway.Access.ReadOnly;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.PduLength;

/** What one client may do. Immutable. */
final class AccessRules {
  private static final int ECHO_LENGTH = 5;
  private static final Optional<ExceptionCode> ILLEGAL_ADDRESS =
      Optional.of(ExceptionCode.ILLEGAL_DATA_ADDRESS);

  private final Devices devices;
  private final ReadOnly readonly;
  private final boolean trusted;

  private AccessRules(Devices devices, ReadOnly readonly, boolean trusted) {
    this.devices = devices;
    this.readonly = readonly;
    this.trusted = trusted;
  }

  static AccessRules of(Devices devices, Access access, InetAddress client) {
    return new AccessRules(devices, access.readonlyFor(client), access.trusts(client));
  }

  /** The answer to a request that does not go on the line; empty when it may. */
  Optional<Pdu> answerInstead(Adu adu) {
    return makesNoSense(adu)
        .or(() -> !trusted && devices.isProtected(adu) ? ILLEGAL_ADDRESS : Optional.empty())
        .map(code -> Pdu.exception(adu.pdu().function() & 0x7F, code))
        .or(
            () ->
                devices.plainRead(adu).isPresent() ? Optional.empty() : insteadOfWrite(adu.pdu()));
  }

  /** Requests that no device could understand, or answer. */
  private static Optional<ExceptionCode> makesNoSense(Adu adu) {
    Pdu pdu = adu.pdu();
    if (pdu.function() == 0 || pdu.isException()) {
      return Optional.of(ExceptionCode.ILLEGAL_FUNCTION);
    }
    boolean broadcastRead = adu.isBroadcast() && pdu.function() <= 4;
    return broadcastRead || PduLength.isWrongForRequest(pdu)
        ? Optional.of(ExceptionCode.ILLEGAL_DATA_VALUE)
        : Optional.empty();
  }

  private Optional<Pdu> insteadOfWrite(Pdu pdu) {
    Optional<Pdu> denied =
        Optional.of(Pdu.exception(pdu.function(), ExceptionCode.ILLEGAL_FUNCTION));
    return switch (readonly) {
      case OFF -> Optional.empty();
      case DENY -> denied;
      case PRETEND -> asIfDone(pdu).or(() -> denied);
    };
  }

  /** A write's right answer; empty for functions whose answer says more than that. */
  static Optional<Pdu> asIfDone(Pdu write) {
    return switch (write.function()) {
      case 5, 6, 22 -> Optional.of(write);
      case 15, 16 -> Optional.of(Pdu.of(write.bytes(), 0, ECHO_LENGTH));
      default -> Optional.empty();
    };
  }
}
