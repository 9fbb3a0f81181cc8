package org.evsebridge.bridge.ser2net;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/** Passes requests about the line on to a remote serial server over RFC 2217. */
final class ComPortClient implements ComPort, SerialControl {
  /** More requests of one kind wait only if the other side never answers. */
  private static final int MOST_WAITING = 32;

  private final Runnable ready;
  private final Map<LineSetting, Queue<Consumer<Integer>>> waiting =
      new EnumMap<>(LineSetting.class);
  private Sender sender;

  /**
   * @param ready runs when the other side has said whether it speaks RFC 2217
   */
  ComPortClient(Runnable ready) {
    this.ready = ready;
  }

  @Override
  public void start(Sender way) {
    this.sender = way;
  }

  @Override
  public void agreed(boolean on) {
    ready.run();
  }

  @Override
  public void request(LineSetting setting, int value, Consumer<Integer> answer) {
    Queue<Consumer<Integer>> queue = waiting.computeIfAbsent(setting, any -> new ArrayDeque<>());
    if (queue.size() < MOST_WAITING) {
      queue.add(answer);
      sender.message(ComPortMessage.of(ComPortMessage.number(setting), value));
    }
  }

  @Override
  public void heard(byte[] message) {
    int number = (message[0] & 0xFF) - ComPortMessage.ANSWER;
    if (number < ComPortMessage.SET_SPEED || number > ComPortMessage.SET_CONTROL) {
      return;
    }
    Queue<Consumer<Integer>> queue = waiting.get(ComPortMessage.setting(number));
    if (queue != null && !queue.isEmpty() && message.length > 1) {
      queue.remove().accept(ComPortMessage.value(message));
    }
  }

  /** The other side makes the break. */
  @Override
  public void sendBreak() {
    sender.breakCommand();
  }

  @Override
  public void purge(int which) {
    sender.message(ComPortMessage.of(ComPortMessage.PURGE, which));
  }

  /** A server sends no BREAK. */
  @Override
  public void breakWished() {}

  @Override
  public void synced() {}

  @Override
  public void ended() {}
}
