package org.evsebridge.bridge.gateway;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.evsebridge.bridge.config.gateway.UnitKinds.DeviceKind;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Touched;
import org.evsebridge.bridge.registers.RequestText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a person, at debug, what goes over a line: one line of text a transaction. */
final class TransactionLog {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionLog.class);
  private static final int SHOWN = 16;

  private final Devices devices;

  TransactionLog(Devices devices) {
    this.devices = devices;
  }

  /**
   * A transaction ended; moments in nanoseconds. Its messages stand at the end, unit and PDU, so
   * that the simulator can read them back.
   */
  void transaction(Transaction transaction, Outcome outcome, long began, long ended) {
    if (LOG.isDebugEnabled() && !isRoutine(transaction, outcome)) {
      Request lead = transaction.lead();
      Adu sent = transaction.adu();
      int others = transaction.served().size() - 1;
      LOG.debug(
          "{}{} unit {} {}{}: {}; queue {} ms, line {} ms; frames {} > {}",
          lead.client().name(),
          others > 0 ? " and " + others + " more" : "",
          sent.unit(),
          what(lead.adu()),
          sent.equals(lead.adu()) ? "" : ", sent as " + what(sent),
          result(sent, outcome),
          millis(began - lead.arrived()),
          millis(ended - began),
          message(sent),
          outcome instanceof Outcome.Answered answered
              ? message(new Adu(sent.unit(), answered.pdu()))
              : "-");
    }
  }

  /** A guard's heartbeats tell something only when they fail. */
  private static boolean isRoutine(Transaction transaction, Outcome outcome) {
    return outcome instanceof Outcome.Answered answered
        && !answered.pdu().isException()
        && transaction.guards().filter(GuardRequest::isHeartbeat).isPresent();
  }

  /** A request was answered without going on the line. */
  void answeredHere(Request request, Pdu answer, String why) {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{} unit {} {}: {} ({})",
          request.client().name(),
          request.adu().unit(),
          what(request.adu()),
          answer(request.adu(), answer),
          why);
    }
  }

  /** A write was carried out whose client has gone on to another request. */
  void unanswered(Request request) {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{} unit {} {}: unanswered, the client has asked for something else since",
          request.client().name(),
          request.adu().unit(),
          what(request.adu()));
    }
  }

  private static String message(Adu adu) {
    return String.format("%02x ", adu.unit()) + adu.pdu();
  }

  private String result(Adu request, Outcome outcome) {
    if (outcome instanceof Outcome.Answered answered) {
      return answer(request, answered.pdu());
    }
    return outcome instanceof Outcome.Failed failed ? failed.text() : "broadcast";
  }

  String what(Adu request) {
    Optional<DeviceKind> kind = devices.kind(request.unit());
    if (kind.isPresent()) {
      return RequestText.ofRequest(request.pdu());
    }
    Pdu pdu = request.pdu();
    String function = " (function " + pdu.function() + ")";
    return Touched.writtenBy(pdu)
        .map(touched -> "write " + range(touched) + ": " + hex(pdu) + function)
        .or(() -> Touched.readBy(pdu).map(touched -> "read " + range(touched) + function))
        .orElseGet(() -> "function " + pdu.function() + ": " + hex(pdu));
  }

  private static String range(Touched touched) {
    return String.format("0x%04X ×%d", touched.address(), touched.count());
  }

  String answer(Adu request, Pdu answer) {
    if (devices.kind(request.unit()).isPresent() || answer.isException()) {
      return RequestText.ofAnswer(request.pdu(), answer);
    }
    return answer.equals(request.pdu()) ? "done" : hex(answer);
  }

  private static String hex(Pdu pdu) {
    String shown =
        HexFormat.ofDelimiter(" ").formatHex(pdu.bytes(), 0, Math.min(pdu.length(), SHOWN));
    return pdu.length() > SHOWN ? shown + " …" : shown;
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
  }
}
