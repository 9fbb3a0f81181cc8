package org.evsebridge.bridge.config.gateway;

import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.testing.BridgeFileJudge;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;

/** Reads entries of {@code modbusproxy:} for tests, as a bridge.yaml's are read. */
public final class ModbusProxyReader {
  private ModbusProxyReader() {}

  public static List<ModbusProxyConfig> read(List<YamlNode> entries, Problems problems) {
    BridgeFileJudge.judge("modbusproxy", entries);
    List<Placed<ModbusProxyConfig>> read = new ArrayList<>();
    for (YamlNode entry : entries) {
      ModbusProxyBlock.ENTRY
          .read(entry, problems)
          .ifPresent(config -> read.add(new Placed<>(entry.at(), config)));
    }
    ModbusProxyBlock.check(read, problems);
    return read.stream().map(Placed::value).toList();
  }
}
