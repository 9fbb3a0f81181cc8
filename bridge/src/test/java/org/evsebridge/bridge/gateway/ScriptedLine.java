package org.evsebridge.bridge.gateway;

import java.util.Optional;
import java.util.function.Function;
import org.evsebridge.bridge.modbus.Adu;

/** A line without a transport: each transaction ends at once, as a script says. */
final class ScriptedLine implements Line {
  private final boolean up;
  private final Function<Adu, Outcome> script;
  private final long start = System.nanoTime();

  private ScriptedLine(boolean up, Function<Adu, Outcome> script) {
    this.up = up;
    this.script = script;
  }

  static ScriptedLine up(Function<Adu, Outcome> script) {
    return new ScriptedLine(true, script);
  }

  /** A line that is down and stays so. */
  static ScriptedLine down() {
    return new ScriptedLine(false, request -> new Outcome.Down(false, false));
  }

  @Override
  public void start(Watcher watcher) {
    if (up) {
      watcher.up();
    } else {
      watcher.down();
    }
  }

  @Override
  public void listen(long now) {}

  @Override
  public void hurry(long timeout) {}

  @Override
  public long freeAt() {
    return start;
  }

  @Override
  public Optional<Outcome> begin(Adu request, long timeout) {
    return Optional.of(script.apply(request));
  }

  @Override
  public Optional<Outcome> look(long now) {
    return Optional.empty();
  }

  @Override
  public long lookAt() {
    return start;
  }

  @Override
  public void close() {}
}
