package org.evsebridge.bridge.config.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.Test;

class RemarksTest {
  private static List<String> remarks(String keys) throws Exception {
    Problems problems = new Problems();
    YamlNode list = YamlReader.read("x", "- {port: 1, " + keys + "}").get(0);
    List<ModbusProxyConfig> read =
        ModbusProxyReader.read(((YamlNode.Sequence) list).items(), problems);
    problems.throwIfAny();
    return read.get(0).remarks();
  }

  @Test
  void whoWaitsAsLongAsEvccGetsNoRemark() throws Exception {
    assertThat(remarks("device: /dev/x")).isEmpty();
    assertThat(remarks("uri: 'h:502', timeout: 10s")).isEmpty();
  }

  @Test
  void aTimeOutShorterThanEvccsIsSaid() throws Exception {
    assertThat(remarks("device: /dev/x, timeout: 900ms"))
        .containsExactly("/dev/x is waited for 0.9 s ('timeout'); evcc's own proxy waits 5 s");
    assertThat(remarks("uri: 'h:502'"))
        .containsExactly("h:502 is waited for 5.0 s ('timeout'); evcc's own proxy waits 10 s");
  }

  @Test
  void aRuleForAnIpv4AddressOnAPortThatHearsIpv6TooIsSaid() throws Exception {
    String rule = "device: /dev/x, clients: [{address: 192.168.1.9, readonly: deny}]";
    assertThat(remarks(rule)).singleElement().asString().contains("IPv6");
    assertThat(remarks(rule + ", host: 0.0.0.0")).isEmpty();
  }

  @Test
  void whereAUnitGoesIsSaid() throws Exception {
    assertThat(remarks("device: /dev/x, units: {3: {uri: 'h:502', unit: 1, timeout: 10s}}"))
        .containsExactly("unit 3 <-> h:502, unit 1");
  }
}
