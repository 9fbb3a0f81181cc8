package org.evsebridge.bridge.guard;

import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.registers.ModuleRegister;

/** What a guard wants done on a module's line now. */
public sealed interface Order {
  GuardedModule module();

  /**
   * Write 0x0201. The value is asked for when the frame goes on the line ({@link
   * LoadGuard#limitWord}), so that no old decision is ever sent.
   *
   * @param isHeartbeat whether it only renews what stands, so that the module does not fall back
   */
  record WriteLimit(GuardedModule module, boolean isHeartbeat) implements Order {}

  /** Read registers from one on and tell the guard the answer. */
  record Read(GuardedModule module, ModuleRegister first, int count) implements Order {}
}
