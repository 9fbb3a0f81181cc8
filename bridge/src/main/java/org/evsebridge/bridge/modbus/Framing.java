package org.evsebridge.bridge.modbus;

/** How a message is wrapped on its way. */
public enum Framing {
  /** Modbus TCP: MBAP header and PDU. */
  TCP {
    @Override
    public byte[] encode(int transaction, Adu adu) {
      return Mbap.encode(transaction, adu);
    }
  },
  /** A serial line's frame: unit, PDU, CRC; on a serial line or over TCP. */
  RTU {
    @Override
    public byte[] encode(int transaction, Adu adu) {
      return Rtu.encode(adu);
    }
  };

  /**
   * Wraps a message.
   *
   * @param transaction the transaction id, 0 to 0xFFFF; RTU has none and ignores it
   */
  public abstract byte[] encode(int transaction, Adu adu);
}
