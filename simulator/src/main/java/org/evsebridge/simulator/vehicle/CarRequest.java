package org.evsebridge.simulator.vehicle;

/** What a connected car asks for by loading the control pilot (IEC 61851). */
public enum CarRequest {
  /** State B: connected, wants nothing. */
  NOTHING,
  /** State C: wants current. */
  CURRENT,
  /** State D: wants current in a ventilated place only. */
  VENTILATION
}
