package org.evsebridge.simulator;

/** The command line of evse-simulator. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {}
}
