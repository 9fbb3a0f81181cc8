package org.evsebridge.bridge.house;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The serial number that the bridge gives itself: as long as a network card's address, for that is
 * what clients expect, and marked as locally administered, so that it is no real device's.
 */
public final class SerialNumber {
  private static final Path MACHINE_ID = Path.of("/etc/machine-id");
  private static final int BYTES = 6;
  private static final int LOCALLY_ADMINISTERED = 0x02;
  private static final int GROUP = 0x01;

  private SerialNumber() {}

  /** This machine's: the same at each start, and nothing from which its id could be known. */
  public static String ofMachine() {
    return of(machine());
  }

  /** The one that belongs to a machine's id. */
  public static String of(String machine) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(("evse-bridge " + machine).getBytes(StandardCharsets.UTF_8));
      hash[0] = (byte) ((hash[0] | LOCALLY_ADMINISTERED) & ~GROUP);
      return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static String machine() {
    try {
      return Files.readString(MACHINE_ID).strip();
    } catch (IOException e) {
      return hostName();
    }
  }

  /** What this machine is called; {@code localhost} where that is not known. */
  public static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
