package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.evsebridge.bridge.config.Ser2netOption;

/** Lets a client set a port's line over RFC 2217. */
final class ComPortServer implements ComPort {
  private final Port port;
  private Consumer<byte[]> send;
  private boolean toldModemState;

  ComPortServer(Port port) {
    this.port = port;
  }

  @Override
  public void start(Consumer<byte[]> sender) {
    this.send = sender;
  }

  /** As ser2net, tells a client that begins to speak RFC 2217 how the modem lines stand. */
  @Override
  public void agreed(boolean on) {
    if (on && !toldModemState) {
      toldModemState = true;
      send.accept(ComPortMessage.of(ComPortMessage.NOTIFY_MODEM, 0));
    }
  }

  @Override
  public void heard(byte[] message) {
    int number = message[0] & 0xFF;
    switch (number) {
      case ComPortMessage.SIGNATURE -> signature();
      case ComPortMessage.SUSPEND, ComPortMessage.RESUME ->
          request(ComPortMessage.SET_CONTROL, LineSettings.FLOW_ASK);
      case ComPortMessage.SET_LINE_MASK ->
          send.accept(ComPortMessage.of(ComPortMessage.NOTIFY_LINE, 0));
      case ComPortMessage.SET_MODEM_MASK ->
          send.accept(ComPortMessage.of(ComPortMessage.NOTIFY_MODEM, 0));
      case ComPortMessage.PURGE -> {
        if (message.length == 2) {
          send.accept(ComPortMessage.of(number + ComPortMessage.ANSWER, message[1]));
        }
      }
      default -> {
        int value = ComPortMessage.value(message);
        if (number >= ComPortMessage.SET_SPEED
            && number <= ComPortMessage.SET_CONTROL
            && LineSettings.isValid(ComPortMessage.setting(number), value)) {
          request(number, value);
        }
      }
    }
  }

  private void signature() {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.write(ComPortMessage.SIGNATURE + ComPortMessage.ANSWER);
    answer.writeBytes(port.connection().options().get(Ser2netOption.SIGNATURE).getBytes(UTF_8));
    send.accept(answer.toByteArray());
  }

  private void request(int number, int value) {
    port.execute(
        () ->
            port.control()
                .request(
                    ComPortMessage.setting(number),
                    value,
                    holds ->
                        send.accept(ComPortMessage.of(number + ComPortMessage.ANSWER, holds))));
  }

  @Override
  public void sendBreak() {
    port.execute(port::sendBreak);
  }
}
