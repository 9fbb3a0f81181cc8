package org.evsebridge.bridge.status;

/** What is counted for each port that clients connect to. */
public enum Count {
  /** Clients there now. */
  CLIENTS("client", "clients"),
  /** Clients that were given a place since the start. */
  ACCEPTED("accepted"),
  /** Clients that found no place, or no device. */
  REFUSED("refused"),
  /** Clients that gave way to a new one. */
  KICKED("gave way"),
  /** Clients that did not read and were cut off. */
  CUT_OFF("cut off"),
  /** Bytes that came from the device. */
  BYTES_FROM_DEVICE("byte from the device", "bytes from the device"),
  /** Bytes that clients sent to the device. */
  BYTES_TO_DEVICE("byte to the device", "bytes to the device"),
  /** 1 while the device is open, else 0. */
  DEVICE_OPEN("device open"),
  /** How often the device went away while it was open. */
  DEVICE_LOSSES("device loss", "device losses"),
  /** Whole telegrams with a right checksum or none. */
  TELEGRAMS("telegram", "telegrams"),
  /** Telegrams with a wrong checksum. */
  CRC_ERRORS("CRC error", "CRC errors"),
  /** Pieces that were no whole telegram: cut off in the middle, or too long. */
  BROKEN_TELEGRAMS("broken telegram", "broken telegrams");

  private final String one;
  private final String many;

  Count(String any) {
    this(any, any);
  }

  Count(String one, String many) {
    this.one = one;
    this.many = many;
  }

  /** Whether it is of clients and not of a device. */
  public boolean isOfClients() {
    return compareTo(CUT_OFF) <= 0;
  }

  /** What is counted, for a person. */
  public String words() {
    return many;
  }

  /** So many of them, for a person: {@code 1 client}, {@code 2 clients}. */
  String of(long count) {
    return count + " " + (count == 1 ? one : many);
  }
}
