package org.evsebridge.bridge.http;

import java.time.Duration;
import java.util.Locale;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.guarding.GuardStatus;

/** A load guard as {@code /api/bridge} shows it. */
final class GuardView {
  private GuardView() {}

  static JsonObject of(GuardStatus guard) {
    JsonObject amperes = new JsonObject();
    for (Phase phase : Phase.values()) {
      amperes.with(phase.name(), guard.grid().get(phase));
    }
    JsonObject view =
        new JsonObject()
            .with("name", guard.name())
            .with("fuse_amperes", guard.fuse())
            .with("grid_amperes", amperes);
    guard
        .telegramAge()
        .ifPresent(age -> view.with("last_telegram_age_seconds", Duration.ofMillis(age)));
    return view.with("telegrams", guard.telegrams())
        .with("modules", guard.modules().stream().map(module -> of(module).members()).toList());
  }

  private static JsonObject of(GuardStatus.Module module) {
    JsonObject view =
        new JsonObject()
            .with("line", module.change().module().line())
            .with("unit", module.change().module().unit())
            .with("state", module.change().state().name().toLowerCase(Locale.ROOT))
            .with("granted_amperes", module.change().granted())
            .with("wished_amperes", module.change().wish())
            .with("safe_amperes", module.safe())
            .with("handle", module.handle().name().toLowerCase(Locale.ROOT))
            .with("controller_silent", module.controllerIsSilent());
    if (!module.change().cause().isEmpty()) {
      view.with("cause", module.change().cause());
    }
    return view.with("changes", module.counts().changes()).with("pauses", module.counts().pauses());
  }
}
