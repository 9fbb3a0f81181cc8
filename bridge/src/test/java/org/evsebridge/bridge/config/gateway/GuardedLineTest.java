package org.evsebridge.bridge.config.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.Problem;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardedLineTest {
  private final Problems problems = new Problems();

  private List<ModbusProxyConfig> fit(String... entries) throws Exception {
    List<Placed<ModbusProxyConfig>> read = new ArrayList<>();
    YamlNode list = YamlReader.read("bridge.yaml", String.join("\n", entries)).get(0);
    for (YamlNode entry : ((YamlNode.Sequence) list).items()) {
      ModbusProxyBlock.ENTRY
          .read(entry, new Problems())
          .ifPresent(config -> read.add(new Placed<>(entry.at(), config)));
    }
    return GuardedLine.fit(read, "/dev/x", problems).stream().map(Placed::value).toList();
  }

  private List<String> problems() {
    return problems.all().stream().map(Problem::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({"9600, 8N1, 900", "9600, 8E1, 900", "19200, 8N1, 1000", "2400, 8N1, 100"})
  void whereNobodySaysATimeoutTheDefaultFits(int baudrate, String comset, long millis)
      throws Exception {
    LineConfig line =
        fit("- {port: 1, device: /dev/x, baudrate: " + baudrate + ", comset: " + comset + "}")
            .get(0)
            .line();
    assertThat(problems()).isEmpty();
    assertThat(line.times().timeout().toMillis()).isEqualTo(millis);
    assertThat(line.times().late()).isLessThanOrEqualTo(line.times().timeout());
    assertThat(line.times().absentTimeout()).isLessThanOrEqualTo(line.times().timeout());
    assertThat(line.longestHold()).isLessThanOrEqualTo(GuardedLine.LONGEST_HOLD);
  }

  @ParameterizedTest
  @CsvSource({"933ms, true", "934ms, false", "5s, false"})
  void aTimeoutThatIsGivenMustFit(String timeout, boolean fits) throws Exception {
    fit("- {port: 1, device: /dev/x, timeout: " + timeout + "}");
    assertThat(problems().isEmpty()).isEqualTo(fits);
    if (!fits) {
      assertThat(problems())
          .singleElement()
          .asString()
          .startsWith("bridge.yaml:1:3: /dev/x may be held for ")
          .endsWith("within 1200 ms: give 'timeout' at most 900ms");
    }
  }

  @Test
  void entriesThatShareTheLineShareItsTimeout() throws Exception {
    List<ModbusProxyConfig> entries =
        fit("- {port: 1, device: /dev/x}", "- {port: 2, device: /dev/x, cache: 1s}");
    assertThat(entries.get(0).line()).isEqualTo(entries.get(1).line());
    assertThat(fit("- {port: 3, device: /dev/y}").get(0).line().times().timeout()).hasSeconds(5);
  }

  @Test
  void aLineThatIsTooSlowIsRefused() throws Exception {
    fit("- {port: 1, device: /dev/x, baudrate: 1200}");
    assertThat(problems()).singleElement().asString().endsWith("give a higher 'baudrate'");
  }

  @Test
  void theLineOfARouteMustFitToo() throws Exception {
    fit("- {port: 1, device: /dev/y, units: {2: {device: /dev/x}}}");
    assertThat(problems()).singleElement().asString().contains("/dev/x may be held for 5266 ms");
    fit("- {port: 1, device: /dev/y, units: {2: {device: /dev/x, timeout: 900ms}}}");
    assertThat(problems()).hasSize(1);
  }
}
