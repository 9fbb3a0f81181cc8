package org.evsebridge.bridge.gateway;

import java.net.InetAddress;
import java.util.Optional;
import org.evsebridge.bridge.config.gateway.Access;
import org.evsebridge.bridge.config.gateway.Access.ReadOnly;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.PduLength;
import org.evsebridge.bridge.modbus.Requests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one client may do. Immutable. */
final class AccessRules {
  private static final int ECHO_LENGTH = 5;
  private static final Logger LOG = LoggerFactory.getLogger(AccessRules.class);
  private static final Optional<ExceptionCode> ILLEGAL_VALUE =
      Optional.of(ExceptionCode.ILLEGAL_DATA_VALUE);

  private final Devices devices;
  private final LineGuard guard;
  private final ReadOnly readonly;
  private final boolean trusted;
  private final InetAddress client;

  private AccessRules(
      Devices devices, LineGuard guard, ReadOnly readonly, boolean trusted, InetAddress client) {
    this.devices = devices;
    this.guard = guard;
    this.readonly = readonly;
    this.trusted = trusted;
    this.client = client;
  }

  static AccessRules of(Devices devices, LineGuard guard, Access access, InetAddress client) {
    return new AccessRules(
        devices, guard, access.readonlyFor(client), access.trusts(client), client);
  }

  /** The answer to a request that does not go on the line; empty when it may. */
  Optional<Pdu> answerInstead(Adu adu) {
    return makesNoSense(adu)
        .or(() -> adu.isBroadcast() ? guard.refusal(adu) : Optional.empty()) // whoever asks
        .or(() -> trusted ? Optional.empty() : refusal(adu))
        .map(code -> Pdu.exception(adu.pdu().function() & 0x7F, code))
        .or(() -> onlyReads(adu) ? Optional.empty() : insteadOfWrite(adu.pdu()));
  }

  /** Requests that no device could understand, or answer. */
  private Optional<ExceptionCode> makesNoSense(Adu adu) {
    Pdu pdu = adu.pdu();
    if (pdu.function() == 0 || pdu.isException()) {
      return Optional.of(ExceptionCode.ILLEGAL_FUNCTION);
    }
    boolean broadcastRead = devices.isBroadcast(adu) && pdu.function() <= 4;
    return broadcastRead || PduLength.isWrongForRequest(pdu)
        ? Optional.of(ExceptionCode.ILLEGAL_DATA_VALUE)
        : Optional.empty();
  }

  /** What a client that is not trusted gets who asks, openly or not, for what is protected. */
  private Optional<ExceptionCode> refusal(Adu adu) {
    return devices
        .refusal(adu)
        .or(
            () -> {
              if (!HiddenFrames.isAny(
                  adu, devices::mattersTo, inner -> devices.refusal(inner).isPresent())) {
                return Optional.empty();
              }
              LOG.warn(
                  "a request to unit {} refused: its data hide a frame that {} may not send",
                  adu.unit(),
                  client.getHostAddress());
              return ILLEGAL_VALUE;
            });
  }

  /** Requests that change nothing, wherever they go. */
  private boolean onlyReads(Adu adu) {
    boolean named = adu.pdu().function() <= 4;
    return named ? devices.plainRead(adu).isPresent() : Requests.onlyReads(adu.pdu());
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
