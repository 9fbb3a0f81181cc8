package org.evsebridge.simulator.bridge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * What can go wrong in an evening, at random: controllers that wish too much or nonsense and then
 * nothing more, a meter that falls silent or repeats itself, modules that lose power, lines that
 * are cut, a bridge that dies or hangs. The same seed gives the same troubles. Not thread-safe.
 */
public final class RandomTroubles {
  private static final double HOUR = 3_600_000;
  private static final long WISHED_FIRST = 2_000;
  private static final double SILENCES = 1;
  private static final Duration SILENCE = Duration.ofMinutes(3);
  private static final double FREEZES = 0.5;
  private static final Duration FREEZE = Duration.ofMinutes(2);
  private static final double NEW_WISHES = 4;
  private static final double POWER_CUTS = 0.2;
  private static final double LINE_CUTS = 0.5;
  private static final Duration LINE_CUT = Duration.ofMinutes(2);
  private static final double DEATHS = 0.3;
  private static final Duration DEATH = Duration.ofSeconds(40);

  /** Of so many deaths of the bridge one is for good. */
  private static final int FOR_GOOD = 5;

  /** Mostly 16 A; too much, nothing that is a limit, and both halves. */
  private static final int[] WISHES = {
    0xFF10, 0x1010, 0xFF20, 0xFFFF, 0x2010, 0x0010, 0x1006, 0xFF10
  };

  private final Random random;
  private final Optional<SteppedBridge> bridge;
  private final RequestWay way;
  private long now;
  private long bridgeBackAt = Long.MAX_VALUE;

  /** The way of a controller's requests. */
  public interface RequestWay {
    /** Puts a request on a line. */
    void ask(String line, Adu request);
  }

  /** Makes the troubles of a seed. */
  public RandomTroubles(long seed, Optional<SteppedBridge> bridge, RequestWay way) {
    this(new Random(seed), bridge, way);
  }

  RandomTroubles(Random random, Optional<SteppedBridge> bridge, RequestWay way) {
    this.random = random;
    this.bridge = bridge;
    this.way = way;
  }

  /** Lets happen what happens in a step of the simulated time. */
  public void tick(Station.Models models) {
    now += SimulatedClock.STEP.toMillis();
    List<Charger> chargers = models.chargers();
    if (happens(SILENCES)) {
      models.meter().silence(around(SILENCE));
    }
    if (happens(FREEZES)) {
      models.meter().freeze(around(FREEZE));
    }
    if (now == WISHED_FIRST) {
      chargers.forEach(charger -> wish(charger, WISHES[0]));
    }
    if (happens(NEW_WISHES)) {
      wish(chargers.get(random.nextInt(chargers.size())), WISHES[random.nextInt(WISHES.length)]);
    }
    if (happens(POWER_CUTS)) {
      Charger one = chargers.get(random.nextInt(chargers.size()));
      if (one.isPowered()) {
        one.module().powerCycle();
      }
    }
    bridge.ifPresent(this::happenTo);
  }

  private void happenTo(SteppedBridge one) {
    if (happens(LINE_CUTS)) {
      one.cutLines(around(LINE_CUT));
    }
    if (one.isRunning() && happens(DEATHS)) {
      if (random.nextBoolean()) {
        one.die();
      } else {
        one.hang();
      }
      bridgeBackAt =
          random.nextInt(FOR_GOOD) == 0 ? Long.MAX_VALUE : now + 3_000 + around(DEATH).toMillis();
    }
    if (now >= bridgeBackAt) {
      bridgeBackAt = Long.MAX_VALUE;
      one.start();
    }
  }

  /** Whether something that happens so often an hour happens in this step. */
  private boolean happens(double perHour) {
    return random.nextDouble() < perHour * SimulatedClock.STEP.toMillis() / HOUR;
  }

  private Duration around(Duration mean) {
    return Duration.ofMillis((long) (-mean.toMillis() * Math.log(1 - random.nextDouble())));
  }

  private void wish(Charger charger, int word) {
    way.ask(
        charger.settings().line(),
        new Adu(
            charger.settings().unit(),
            Pdu.request(RegisterSpace.WRITE_SINGLE, ModuleRegister.LIMIT.address(), word)));
  }
}
