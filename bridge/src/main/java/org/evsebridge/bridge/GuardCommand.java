package org.evsebridge.bridge;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.gateway.Gateway;
import org.evsebridge.bridge.guard.Handle;
import org.evsebridge.bridge.guarding.FirmwareProbe;
import org.evsebridge.bridge.guarding.OwnLine;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an owner asks about his guarded modules. */
@Command(
    name = "guard",
    description = {
      "guard probe: find out what the firmware of each guarded module does when the bridge dies.",
      "Stop the service first, as the line must be free; no car may be charging. Ends with 0 when each"
          + " module falls back by itself, 1 when one does not or cannot be asked."
    })
final class GuardCommand implements Callable<Integer> {
  /** What can be asked. */
  private enum Question {
    probe
  }

  @Parameters(paramLabel = "probe", description = "What to do: probe.")
  private Question question;

  private CommandSpec spec;
  private ConfigOptions files;

  @Spec
  void addOptions(CommandSpec own) {
    spec = own;
    files = new ConfigOptions(own);
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    ConfigFiles named = files.files();
    BridgeConfig config;
    try {
      config = named.read(new Problems());
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      return ExitStatus.USAGE;
    }
    if (config.guards().isEmpty()) {
      err.println("evse-bridge: there is no 'guard:' in " + named.named());
      return ExitStatus.USAGE;
    }
    return probe(config) ? ExitStatus.STOPPED : ExitStatus.FAILED;
  }

  private boolean probe(BridgeConfig config) {
    SerialDevice.loadLibrary();
    PrintWriter out = spec.commandLine().getOut();
    Map<String, OwnLine> lines = new HashMap<>();
    InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    List<ModbusProxyConfig> entries =
        config.modbusProxies().stream().map(entry -> entry.listeningOn(nowhere)).toList();
    boolean all = true;
    try (Loops loops = new Loops();
        Gateway gateway =
            Gateway.start(
                entries,
                line -> lines.computeIfAbsent(line.name(), name -> new OwnLine()),
                loops)) {
      for (GuardedModule module :
          config.guards().stream().flatMap(g -> g.settings().modules().stream()).toList()) {
        FirmwareProbe.Verdict verdict = lines.get(module.line()).probe(module.unit());
        out.println(module.line() + ", " + module + ": " + verdict.text());
        out.flush();
        all &= verdict.handle() == Handle.OVERRIDE;
      }
    }
    return all;
  }
}
