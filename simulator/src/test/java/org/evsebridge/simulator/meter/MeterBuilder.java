package org.evsebridge.simulator.meter;

import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.grid.Phase;

/** A meter of a kind, of which a test changes what it is about. */
final class MeterBuilder {
  private final MeterSettings usual;
  private List<Phase> phases = List.of(Phase.values());
  private MeterIdentity identity = MeterIdentity.DEFAULT;
  private CounterReadings counters = CounterReadings.ZERO;
  private List<MbusSettings> mbus = MbusSettings.DEFAULT;
  private MeterText text = MeterText.NONE;
  private MeterHistory history = MeterHistory.NONE;
  private Optional<MeterSettings.Replay> replay = Optional.empty();

  MeterBuilder(MeterKind kind) {
    usual = MeterSettings.of(kind);
  }

  MeterBuilder phases(Phase... wanted) {
    phases = List.of(wanted);
    return this;
  }

  MeterBuilder identity(String identification, String serial) {
    identity = new MeterIdentity(identification, serial);
    return this;
  }

  MeterBuilder counters(double import1, double import2, double export1, double export2) {
    counters = new CounterReadings(import1, import2, export1, export2);
    return this;
  }

  MeterBuilder mbus(MbusSettings... wanted) {
    mbus = List.of(wanted);
    return this;
  }

  MeterBuilder text(String message, String code) {
    text = new MeterText(message, code);
    return this;
  }

  MeterBuilder history(MeterHistory wanted) {
    history = wanted;
    return this;
  }

  MeterBuilder replay(TelegramRecording recording, boolean shifted) {
    replay = Optional.of(new MeterSettings.Replay(recording, shifted));
    return this;
  }

  MeterSettings build() {
    return new MeterSettings(
        usual.kind(),
        phases,
        identity,
        usual.interval(),
        usual.tariffs(),
        counters,
        mbus,
        text,
        history,
        usual.faults(),
        replay);
  }
}
