package org.evsebridge.bridge;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector.SerialLine;
import org.evsebridge.bridge.http.HttpPort;
import org.evsebridge.bridge.mqtt.MqttHouse;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.serial.LastRead;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Says what a configuration would do, or what is wrong with it, and touches nothing. */
@Command(
    name = "check",
    description = "Say what the configuration would do or what is wrong with it; touch nothing.")
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  private CommandSpec spec;
  private ConfigOptions files;

  @Spec
  void addOptions(CommandSpec own) {
    spec = own;
    files = new ConfigOptions(own);
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Problems problems = new Problems();
    boolean runs = true;
    String nothing = ConfigFiles.NOTHING;
    List<String> faults = List.of();
    try {
      BridgeConfig config = files.filesBehind(main.files()).read(problems);
      ConfigDescription.of(config).forEach(out::println);
      lastRead(config).forEach(out::println);
      config.notices().forEach(out::println);
      config.rewritten().forEach(yaml -> out.print("\n" + yaml));
      out.flush();
      faults = faults(config);
      runs = !config.isEmpty();
      nothing = ConfigFiles.nothing(config);
    } catch (ConfigException e) {
      e.problems().forEach(problem -> problems.add(problem.at(), problem.text()));
    }
    problems.all().forEach(err::println);
    faults.forEach(err::println);
    if (!runs) {
      err.println("evse-bridge: " + nothing);
    }
    return runs && problems.isEmpty() && faults.isEmpty() ? ExitStatus.STOPPED : ExitStatus.USAGE;
  }

  /** What is wrong with the files that a block names. */
  private static List<String> faults(BridgeConfig config) {
    return Stream.concat(
            config.http().flatMap(HttpPort::fault).stream(),
            config.mqtt().flatMap(MqttHouse::fault).stream())
        .toList();
  }

  /** What can be known of the meters' lines without opening them. */
  private static List<String> lastRead(BridgeConfig config) {
    Instant now = Instant.now();
    List<String> lines =
        Stream.concat(
                config.p1Ports().stream().map(P1Config::device),
                config.connections().stream()
                    .map(Ser2netConnection::connector)
                    .filter(SerialLine.class::isInstance)
                    .map(connector -> ((SerialLine) connector).device()))
            .distinct()
            .flatMap(device -> LastRead.of(device, now).stream())
            .collect(Collectors.toCollection(ArrayList::new));
    if (!lines.isEmpty()) {
      lines.add(
          "when the last byte and the last telegram came, a bridge that runs says on SIGUSR1"
              + " (systemctl kill -s USR1 evse-bridge)");
    }
    return lines;
  }
}
