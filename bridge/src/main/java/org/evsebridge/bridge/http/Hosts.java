package org.evsebridge.bridge.http;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evsebridge.bridge.house.SerialNumber;

/**
 * By which names the bridge may be called. A page on the internet can lead its own name to an
 * address at home, and its reader's browser then takes the bridge for that page's: so only names
 * are taken that nobody on the internet can have.
 */
final class Hosts {
  private static final List<String> AT_HOME =
      List.of(".local", ".lan", ".home", ".home.arpa", ".internal", ".fritz.box");

  private static final String ADDRESS =
      "\\[[0-9a-f:.]+(%[0-9a-z_.-]+)?\\]|\\d{1,3}(\\.\\d{1,3}){3}";

  private final Set<String> own;

  /**
   * @param own this machine's name, and what the configuration allows
   */
  Hosts(Collection<String> own) {
    this.own = own.stream().map(Hosts::bare).collect(Collectors.toUnmodifiableSet());
  }

  /** This machine's name and some more. */
  static Hosts and(Collection<String> more) {
    return new Hosts(Stream.concat(Stream.of(SerialNumber.hostName()), more.stream()).toList());
  }

  /**
   * Whether a request that calls the bridge so may pass.
   *
   * @param authority a host with or without a port, as the header {@code Host} has it
   */
  boolean allow(String authority) {
    String host = bare(authority.replaceFirst(":\\d{0,5}$", ""));
    return host.matches(ADDRESS)
        || host.matches("[a-z0-9_-]+")
        || AT_HOME.stream().anyMatch(host::endsWith) && host.matches("[a-z0-9_.-]+")
        || own.contains(host);
  }

  /**
   * Whether a page is the bridge's own: it was called as the request calls the bridge.
   *
   * @param origin as the header {@code Origin} has it
   */
  static boolean isOwn(String origin, String authority) {
    return origin.equalsIgnoreCase("http://" + authority)
        || origin.equalsIgnoreCase("https://" + authority);
  }

  /** Without case and the dot of the root. */
  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
