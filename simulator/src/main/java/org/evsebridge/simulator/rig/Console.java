package org.evsebridge.simulator.rig;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.evsebridge.bridge.process.LogSetup;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.terminal.Keyboard;
import org.evsebridge.simulator.terminal.LiveBlock;
import org.evsebridge.simulator.terminal.WindowSize;
import org.evsebridge.simulator.time.RealTimeDriver;

/**
 * What a person sees of a running rig, and the keys by which he acts on it. Where output does not
 * go to a terminal, only the start and what changes are printed.
 */
public final class Console implements Keyboard.User {
  /** So many chargers have a key of their own, 1 to 9; Tab reaches the others. */
  static final int KEYS_OF_CHARGERS = 9;

  private static final long LOOK_MILLIS = 200;

  private final Rig rig;
  private final PrintStream out;
  private final CountDownLatch stop;
  private final LiveBlock block;
  private volatile int chosen;

  /**
   * @param stop ends the rig when it is counted down
   */
  public Console(Rig rig, PrintStream out, CountDownLatch stop) {
    this.rig = rig;
    this.out = out;
    this.stop = stop;
    this.block = new LiveBlock(out, WindowSize::now);
  }

  /**
   * Shows the rig until it is stopped.
   *
   * @param runFor how long at most; null for ever
   */
  public void run(Duration runFor) throws InterruptedException {
    long looks = runFor == null ? Long.MAX_VALUE : Math.max(1, runFor.toMillis() / LOOK_MILLIS);
    new Greeting(rig, out).print();
    if (Keyboard.isTerminal()) {
      if (Keyboard.isErrorShown()) {
        LogSetup.around(block::above);
      }
      try (Keyboard keyboard = Keyboard.listen(this)) {
        watch(looks);
      } finally {
        LogSetup.around(Runnable::run);
      }
    } else {
      watch(looks);
    }
  }

  private void watch(long looks) throws InterruptedException {
    Status before = status();
    for (long look = 0; look < looks; look++) {
      if (stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
      Status now = status();
      now.changesSince(before).forEach(this::tell);
      block.show(StatusFrame.of(now, chosen, WindowSize.now()));
      before = now;
    }
  }

  private Status status() {
    RealTimeDriver driver = rig.driver();
    String pace =
        driver.isPaused()
            ? " paused"
            : driver.speed() == 1 ? "" : String.format(Locale.ROOT, " x%.4g", driver.speed());
    return rig.station().ask(models -> Status.of(models, pace));
  }

  private void tell(String line) {
    block.above(() -> out.println(line));
  }

  @Override
  public void taken() {
    block.unhide();
  }

  @Override
  public void left() {
    block.hide();
  }

  @Override
  public void pressed(int key) {
    int chargers = rig.settings().chargers().size();
    if (key >= '1' && key < '1' + Math.min(KEYS_OF_CHARGERS, chargers)) {
      chosen = key - '1';
    }
    switch (Character.toLowerCase(key)) {
      case '\t' -> chosen = (chosen + 1) % chargers;
      case 'p' -> act(models -> togglePlug(models.chargers().get(chosen)));
      case 'b' -> {
        act(models -> models.chargers().get(chosen).module().pressButton());
        tell(status().about(chosen) + "button pressed");
      }
      case 'o' -> act(models -> firstLoad(models).ifPresent(models.house()::toggle));
      case 'f' -> act(Console::replaceBlownFuses);
      case 'q' -> stop.countDown();
      default -> {
        // Any other key does nothing.
      }
    }
  }

  private static void togglePlug(Charger charger) {
    if (charger.isPlugged()) {
      charger.unplug();
    } else {
      charger.plugIn();
    }
  }

  /** Fuses that hold keep what they have carried: the key is for those that have blown. */
  private static void replaceBlownFuses(Station.Models models) {
    if (models.house().fuseUse().max() >= 1) {
      models.house().resetFuses();
    }
  }

  private static Optional<String> firstLoad(Station.Models models) {
    return models.house().appliances().stream().findFirst();
  }

  private void act(Consumer<Station.Models> action) {
    rig.station().act(action);
  }
}
