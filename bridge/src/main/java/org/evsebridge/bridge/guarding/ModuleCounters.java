package org.evsebridge.bridge.guarding;

import java.util.Optional;
import org.evsebridge.bridge.guard.Change;
import org.evsebridge.bridge.guard.GuardState;
import org.evsebridge.bridge.modbus.Pdu;

/** What a guard has done at one module since its start. Guarded by the guard's lock. */
final class ModuleCounters {
  private long changes;
  private long pauses;
  private long heartbeats;
  private long requests;
  private long failures;
  private GuardState state = GuardState.START;

  void changed(Change change) {
    changes++;
    if (change.state() == GuardState.PAUSED && state != GuardState.PAUSED) {
      pauses++;
    }
    state = change.state();
  }

  void ended(boolean isHeartbeat, boolean sent, Optional<Pdu> answer) {
    requests++;
    heartbeats += isHeartbeat ? 1 : 0;
    failures += sent && answer.filter(pdu -> !pdu.isException()).isPresent() ? 0 : 1;
  }

  GuardStatus.Counts counts() {
    return new GuardStatus.Counts(changes, pauses, heartbeats, requests, failures);
  }
}
