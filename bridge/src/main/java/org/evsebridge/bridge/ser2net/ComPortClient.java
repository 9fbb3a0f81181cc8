package org.evsebridge.bridge.ser2net;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/** Passes requests about the line on to a remote serial server over RFC 2217. */
final class ComPortClient implements ComPort, SerialControl {
  /** More requests of a kind than this are not waiting unless the other side never answers. */
  private static final int MOST_WAITING = 32;

  private final Runnable ready;
  private final Map<Setting, Queue<Consumer<Integer>>> waiting = new EnumMap<>(Setting.class);
  private Consumer<byte[]> send;

  /**
   * @param ready runs when the other side has said whether it speaks RFC 2217
   */
  ComPortClient(Runnable ready) {
    this.ready = ready;
  }

  @Override
  public void start(Consumer<byte[]> sender) {
    this.send = sender;
  }

  @Override
  public void agreed(boolean on) {
    ready.run();
  }

  @Override
  public void request(Setting setting, int value, Consumer<Integer> answer) {
    Queue<Consumer<Integer>> queue = waiting.computeIfAbsent(setting, any -> new ArrayDeque<>());
    if (queue.size() < MOST_WAITING) {
      queue.add(answer);
      send.accept(ComPortMessage.of(ComPortMessage.number(setting), value));
    }
  }

  @Override
  public void heard(byte[] message) {
    int number = (message[0] & 0xFF) - ComPortMessage.ANSWER;
    if (number < ComPortMessage.SET_SPEED || number > ComPortMessage.SET_CONTROL) {
      return;
    }
    Queue<Consumer<Integer>> queue = waiting.get(ComPortMessage.setting(number));
    int value = ComPortMessage.value(message);
    if (queue != null && !queue.isEmpty() && value >= 0) {
      queue.remove().accept(value);
    }
  }

  @Override
  public void sendBreak() {}
}
