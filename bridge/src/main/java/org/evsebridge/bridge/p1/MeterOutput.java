package org.evsebridge.bridge.p1;

import org.evsebridge.bridge.serial.Presence;

/**
 * Someone whom a meter's telegrams go to. Called on the device's threads, one call at a time; must
 * not make the device wait for longer than a moment, as the others wait with it.
 */
public interface MeterOutput extends Presence<String> {
  /** Such as {@code p1 on port 2000}, for the log. */
  String name();

  /** Bytes as they come, cut anywhere; not to be changed. */
  @Override
  void received(byte[] bytes);

  /** A whole telegram, whatever its checksum; its bytes have come by {@link #received} before. */
  void telegram(Telegram telegram);

  /** A telegram was begun and not finished. */
  void broken();
}
