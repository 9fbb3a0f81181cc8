package org.evsebridge.bridge.modbus;

/** The exception codes of the Modbus application protocol (V1.1b3, section 7). */
public enum ExceptionCode {
  ILLEGAL_FUNCTION(1),
  ILLEGAL_DATA_ADDRESS(2),
  ILLEGAL_DATA_VALUE(3),
  SERVER_DEVICE_FAILURE(4),
  SERVER_DEVICE_BUSY(6),
  /** The gateway has no way to the device: the line is down. */
  GATEWAY_PATH_UNAVAILABLE(0x0A),
  /** The gateway asked and the device said nothing in time. */
  GATEWAY_TARGET_FAILED_TO_RESPOND(0x0B);

  private final int code;

  ExceptionCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
