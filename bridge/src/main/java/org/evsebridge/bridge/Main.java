package org.evsebridge.bridge;

/** The command line of evse-bridge. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {}
}
