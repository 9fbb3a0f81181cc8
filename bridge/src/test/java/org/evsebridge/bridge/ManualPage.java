package org.evsebridge.bridge;

import java.util.List;
import java.util.stream.Collectors;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The program's page for man(1), made from its commands and options. */
final class ManualPage {
  private static final String FILES =
      """
      .SH FILES
      .TP
      /etc/evse\\-bridge/bridge.yaml
      What the service serves: p1:, modbusproxy: and ser2net:. As long as nothing stands there the service idles.
      .TP
      /etc/ser2net.yaml
      Served by the service after evse\\-bridge takeover.
      .TP
      /var/lib/evse\\-bridge/takeover
      How ser2net was before the takeover.
      .TP
      /var/log/evse\\-bridge
      Where the service may write the traces of a ser2net.yaml.
      .SH SIGNALS
      SIGHUP reads the files again; connections that have not changed keep their clients, and a faulty file changes nothing.
      SIGUSR1 logs a line of counts for each connection.
      .SH EXIT STATUS
      0 when stopped, 1 when something failed while running, 2 for bad usage, a faulty file or nothing left to run.
      .SH SEE ALSO
      .BR ser2net (8),
      .BR ser2net.yaml (5)
      """;

  private ManualPage() {}

  static String of(CommandLine line) {
    StringBuilder page =
        new StringBuilder(".\\\" Made from the program's commands and options by a test.\n");
    page.append(".TH EVSE\\-BRIDGE 1\n.SH NAME\nevse\\-bridge \\- ");
    page.append(text("smart meter and charging module on the network")).append('\n');
    page.append(".SH SYNOPSIS\n.B evse\\-bridge\n[options] [command]\n.SH DESCRIPTION\n");
    page.append(description(line)).append(".SH OPTIONS\n").append(options(line));
    page.append(".SH COMMANDS\n");
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              page.append(".SS ").append(text(name)).append('\n').append(description(command));
              page.append(options(command));
            });
    page.append(".SH KEYS OF BRIDGE.YAML\n");
    keys("", BridgeFile.DOCUMENT, page);
    return page.append(FILES).toString();
  }

  /** Those of the documentation's tables. */
  private static void keys(String path, Block<?> block, StringBuilder page) {
    for (Key<?> key : block.keys()) {
      String name = path + key.name();
      page.append(".TP\n\\fB").append(text(name)).append("\\fR\n");
      page.append(text(key.meaning() + ": " + key.kind().words())).append('\n');
      page.append(text("(default: " + key.defaultValue() + ")")).append('\n');
      key.kind().block().ifPresent(nested -> keys(name + ".", nested, page));
    }
  }

  private static String description(CommandLine line) {
    return lines(List.of(line.getCommandSpec().usageMessage().description()));
  }

  private static String options(CommandLine line) {
    return line.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .map(ManualPage::option)
        .collect(Collectors.joining());
  }

  private static String option(OptionSpec option) {
    String parameter =
        option.arity().max() == 0 ? "" : " \\fI" + text(option.paramLabel()) + "\\fR";
    return ".TP\n\\fB"
        + text(String.join(", ", option.names()))
        + "\\fR"
        + parameter
        + "\n"
        + lines(List.of(option.description()));
  }

  private static String lines(List<String> words) {
    return words.stream().map(line -> text(line) + "\n").collect(Collectors.joining());
  }

  /** A hyphen that stays one, and nothing that looks like a request. */
  private static String text(String words) {
    String escaped = words.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
