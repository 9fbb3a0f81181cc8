package org.evsebridge.bridge;

import picocli.CommandLine.Option;

/** The option for help, which every command has. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this and end.")
  private boolean wanted;
}
