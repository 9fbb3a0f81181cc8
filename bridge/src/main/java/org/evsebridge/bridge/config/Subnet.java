package org.evsebridge.bridge.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation, such as {@code 192.168.1.0/24}, or a single address.
 *
 * @param prefix how many leading bits must be the same
 */
public record Subnet(InetAddress address, int prefix) {
  private static final Pattern CIDR = Pattern.compile("([0-9a-fA-F:.]+)(?:/(\\d{1,3}))?");

  /** Reads a range; empty when the text is none. Names are not looked up. */
  public static Optional<Subnet> parse(String text) {
    Matcher m = CIDR.matcher(text);
    if (!m.matches() || !m.group(1).contains(".") && !m.group(1).contains(":")) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.getByName(m.group(1));
      int bits = 8 * address.getAddress().length;
      int prefix = m.group(2) == null ? bits : Integer.parseInt(m.group(2));
      return prefix <= bits ? Optional.of(new Subnet(address, prefix)) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  public boolean contains(InetAddress other) {
    byte[] ours = address.getAddress();
    byte[] theirs = other.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefix;
  }
}
