package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.evsebridge.bridge.config.ser2net.Ser2netOption;

/** Lets a client set a port's line over RFC 2217. */
final class ComPortServer implements ComPort {
  private final Port port;
  private final boolean rfc2217;
  private Sender sender;
  private boolean toldModemState;

  /** Whether the client has used Cisco's codes for speeds: from then on it is answered in them. */
  private volatile boolean speedsAsCodes;

  /**
   * @param rfc2217 whether the client is told of the line's settings; it may send breaks anyway
   */
  ComPortServer(Port port, boolean rfc2217) {
    this.port = port;
    this.rfc2217 = rfc2217;
  }

  @Override
  public void start(Sender way) {
    this.sender = way;
    if (rfc2217) {
      port.execute(() -> port.listeners().add(this));
    }
  }

  @Override
  public void ended() {
    port.execute(() -> port.listeners().remove(this));
  }

  /** As ser2net, tells a client that begins to speak RFC 2217 how the modem lines stand. */
  @Override
  public void agreed(boolean on) {
    if (on && !toldModemState) {
      toldModemState = true;
      sender.message(ComPortMessage.of(ComPortMessage.NOTIFY_MODEM, 0));
    }
  }

  @Override
  public void heard(byte[] message) {
    int number = message[0] & 0xFF;
    switch (number) {
      case ComPortMessage.SIGNATURE -> signature();
      // What ser2net makes of the two: no flow control, and a question for it.
      case ComPortMessage.SUSPEND -> request(ComPortMessage.SET_CONTROL, ComPortSettings.FLOW_NONE);
      case ComPortMessage.RESUME -> request(ComPortMessage.SET_CONTROL, ComPortSettings.FLOW_ASK);
      default -> {
        if (message.length > 1) {
          heard(number, message);
        }
      }
    }
  }

  /** A message with a value; what stands behind the value does not count. */
  private void heard(int number, byte[] message) {
    switch (number) {
      case ComPortMessage.SET_LINE_MASK ->
          sender.message(ComPortMessage.of(ComPortMessage.NOTIFY_LINE, 0));
      case ComPortMessage.SET_MODEM_MASK ->
          sender.message(ComPortMessage.of(ComPortMessage.NOTIFY_MODEM, 0));
      case ComPortMessage.PURGE -> {
        port.execute(() -> port.control().purge(message[1]));
        sender.message(ComPortMessage.of(number + ComPortMessage.ANSWER, message[1]));
      }
      default -> {
        if (number < ComPortMessage.SET_SPEED || number > ComPortMessage.SET_CONTROL) {
          return;
        }
        speedsAsCodes |= ComPortMessage.hasSpeedCode(message);
        int value = ComPortMessage.value(message);
        if (ComPortSettings.isValid(ComPortMessage.setting(number), value)) {
          request(number, value);
        }
      }
    }
  }

  private void signature() {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.write(ComPortMessage.SIGNATURE + ComPortMessage.ANSWER);
    answer.writeBytes(port.connection().options().get(Ser2netOption.SIGNATURE).getBytes(UTF_8));
    sender.message(answer.toByteArray());
  }

  /** As in ser2net, the answer goes to every client that may know the line's settings. */
  private void request(int number, int value) {
    port.execute(
        () ->
            port.control()
                .request(
                    ComPortMessage.setting(number),
                    value,
                    holds -> port.listeners().forEach(each -> each.tell(number, holds))));
  }

  private void tell(int number, int holds) {
    int answer = number + ComPortMessage.ANSWER;
    sender.message(
        speedsAsCodes && number == ComPortMessage.SET_SPEED
            ? ComPortMessage.ofSpeedCode(answer, holds)
            : ComPortMessage.of(answer, holds));
  }

  @Override
  public void breakWished() {
    port.execute(() -> port.control().sendBreak());
  }

  @Override
  public void synced() {
    if (port.connection().options().get(Ser2netOption.TELNET_BRK_ON_SYNC)) {
      breakWished();
    }
  }
}
