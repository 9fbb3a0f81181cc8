package org.evsebridge.simulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What happens, as server-sent events, to everyone who listens. A listener who does not keep up is
 * cut off; he delays nobody. Thread-safe.
 */
final class Events {
  /** How many listeners there may be at a time; each holds a thread. */
  static final int MOST_LISTENERS = 16;

  private static final int MOST_WAITING = 2000;

  /** Only by writing to him is it noticed that a listener went away, so that his place is free. */
  private static final long HEARTBEAT_SECONDS = 1;

  private static final String END = "";

  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

  /** One who listens. */
  private static final class Listener {
    final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    volatile boolean lost;
  }

  boolean hasListeners() {
    return !listeners.isEmpty();
  }

  /** Tells everyone; what happened is put into words only when somebody listens. */
  void send(String event, Supplier<Object> what) {
    if (listeners.isEmpty()) {
      return;
    }
    String text;
    try {
      text = "event: " + event + "\ndata: " + Json.line(what.get()) + "\n\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    for (Listener listener : listeners) {
      if (!listener.waiting.offer(text)) {
        listener.lost = true;
        listeners.remove(listener);
      }
    }
  }

  /** A place for a listener; empty when all are taken. */
  synchronized Optional<Stream> listen() {
    if (listeners.size() >= MOST_LISTENERS) {
      return Optional.empty();
    }
    Listener listener = new Listener();
    listeners.add(listener);
    return Optional.of(out -> run(listener, out));
  }

  /** Writes events until the listener goes away, falls behind, or everything ends. */
  interface Stream {
    void writeTo(OutputStream out) throws IOException;
  }

  private void run(Listener listener, OutputStream out) throws IOException {
    try {
      write(out, ": connected\n\n");
      while (!listener.lost) {
        String text = listener.waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        if (END.equals(text)) {
          return;
        }
        write(out, text == null ? ": still here\n\n" : text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listeners.remove(listener);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Ends every stream. */
  void end() {
    for (Listener listener : listeners) {
      listener.lost = true;
      listener.waiting.clear();
      listener.waiting.add(END);
    }
    listeners.clear();
  }
}
