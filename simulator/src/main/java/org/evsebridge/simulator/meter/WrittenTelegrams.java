package org.evsebridge.simulator.meter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.p1.Telegram;

/** Telegrams that a meter of a kind writes of what it has measured: one for each reading. */
final class WrittenTelegrams implements TelegramSource {
  private static final String LINE_END = "\r\n";

  private final MeterSettings settings;
  private final EnergyRegisters energy;
  private final List<CosemObject> objects;
  private final StringBuilder text = new StringBuilder(2048);
  private final List<byte[]> written = new ArrayList<>(1);

  WrittenTelegrams(MeterSettings settings, EnergyRegisters energy) {
    this.settings = settings;
    this.energy = energy;
    this.objects = settings.kind().objects(settings.phases(), settings.mbus());
  }

  @Override
  public void measured(Reading reading) {
    written.add(write(reading));
  }

  private byte[] write(Reading reading) {
    text.setLength(0);
    text.append(Telegram.START).append(settings.identity().identification());
    text.append(LINE_END).append(LINE_END);
    for (CosemObject object : objects) {
      object.values().write(text.append(object.obis()), reading);
      text.append(LINE_END);
    }
    text.append(Telegram.END);
    return settings.kind().hasChecksum()
        ? Telegram.withChecksum(text).bytes()
        : text.append(LINE_END).toString().getBytes(ISO_8859_1);
  }

  @Override
  public List<byte[]> due(Instant now) {
    if (written.isEmpty()) {
      return List.of();
    }
    List<byte[]> due = List.copyOf(written);
    written.clear();
    return due;
  }

  @Override
  public double importedKwh() {
    return energy.importedKwh();
  }

  @Override
  public double exportedKwh() {
    return energy.exportedKwh();
  }
}
