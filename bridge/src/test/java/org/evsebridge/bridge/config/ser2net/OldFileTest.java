package org.evsebridge.bridge.config.ser2net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.evsebridge.bridge.yaml.Problem;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OldFileTest {
  private final Problems problems = new Problems();

  private Ser2netConfig read(String text) {
    return Ser2netReader.of(
        List.of(OldFile.read("ser2net.conf", text, List.of(), problems)), problems);
  }

  @Test
  void theYamlToWriteInsteadIsWhatAPersonWouldWrite() {
    String old =
        """
        BANNER:hello:\\r\\nser2net port \\p device \\d\\r\\n
        # a meter
        2000:raw:600:/dev/ttyUSB0:115200 NONE 1STOPBIT 8DATABITS \\
        \tXONXOFF LOCAL -RTSCTS hello
        192.168.1.5,2001:telnet:0:/dev/ttyUSB1:9600 remctl kickolduser
        2002:off:0:/dev/ttyUSB1:19200
        ROTATOR:2003:2000 192.168.1.5,2001
        LED:rx:sysfs:device=green duration=20
        CONTROLPORT:localhost,2004
        """;
    assertThat(OldFile.yaml(OldFile.read("ser2net.conf", old, List.of(), problems)))
        .isEqualTo(
            """
            %YAML 1.1
            ---
            # Written anew from ser2net.conf
            connection: &2000
              accepter: "2000"
              connector: "/dev/ttyUSB0,115200,NONE,1STOPBIT,8DATABITS,XONXOFF,LOCAL,rtscts=false"
              timeout: "600"
              options:
                banner: \\r\\nser2net port \\p device \\d\\r\\n
            connection: &192-168-1-5-2001
              accepter: "telnet(rfc2217),192.168.1.5,2001"
              connector: "/dev/ttyUSB1,9600"
              options:
                kickolduser: "true"
            connection: &2002
              accepter: "2002"
              connector: "/dev/ttyUSB1,19200"
              enable: "off"
            led: &rx
              driver: sysfs
              options:
                device: green
                duration: "20"
            admin:
              accepter: "localhost,2004"
            rotator: &2003
              accepter: "2003"
              connections:
                - *2000
                - *192-168-1-5-2001
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2000                           | ser2net.conf:2:1: expected port:state:timeout:device:options",
        "2000:idle:0:/dev/x             | ser2net.conf:2:1: expected port:state:timeout:device:options",
        "2000:raw:0:                    | ser2net.conf:2:1: the device is missing",
        "2000:raw:0                     | ser2net.conf:2:1: the device is missing",
        "2000:raw:abc:/dev/x:9600       | ser2net.conf:2:1: 'timeout' must be",
        "2000:raw:0:/dev/x:9600 nonsense| ser2net.conf:2:1: there is no option 'nonsense'",
        "2000:raw:0:/dev/x:9600 local   | ser2net.conf:2:1: there is no option 'local'",
        "2000:rawlp:0:/dev/lp0          | ser2net.conf:2:1: 'wronly'",
        "BANNER:                        | ser2net.conf:2:1: a BANNER needs a name",
        "DEFAULT:hangup_when_done:true  | ser2net.conf:2:1: there is no default 'hangup_when_done'",
        "ROTATOR:2003:2009              | ser2net.conf:2:1: there is no connection '2009'",
      })
  void whatIsWrongIsSaidWithItsLineAndTheRestRuns(String line, String fault) {
    Ser2netConfig config = read("# first\n" + line + "\n2001:raw:0:/dev/ttyUSB0:9600\n");

    assertThat(problems.all())
        .extracting(Problem::toString)
        .singleElement()
        .asString()
        .contains(fault);
    assertThat(config.connections()).extracting(Ser2netConnection::name).containsExactly("2001");
  }

  @ParameterizedTest
  @CsvSource({
    "hexdump, trace-read-hexdump, true",
    "-hexdump, trace-both-hexdump, false",
    "tr-timestamp, trace-read-timestamp, true",
    "-tw-timestamp, trace-write-timestamp, false",
    "-chardelay, chardelay, false",
    "kickolduser, kickolduser, true",
    "-telnet_brk_on_sync, telnet-brk-on-sync, false",
    "max-connections=3, max-connections, 3",
  })
  void aWordOfOldSetsTheOptionOfToday(String word, String option, String value) {
    Ser2netConfig config = read("2000:raw:0:/dev/ttyUSB0:9600 " + word + "\n");

    assertThat(problems.all()).isEmpty();
    assertThat(config.connections().get(0).options().get(Ser2netOption.named(option).orElseThrow()))
        .hasToString(value);
  }

  @Test
  void aTextCountsFromItsLineOnAndALaterOneTakesItsPlace() {
    Ser2netConfig config =
        read(
            """
            2000:raw:0:/dev/a:9600 b
            BANNER:b:one
            2001:raw:0:/dev/a:9600 b
            BANNER:b:two
            2002:raw:0:/dev/a:9600 b
            OPENSTR:b:three
            2003:raw:0:/dev/a:9600 b
            """);

    assertThat(problems.all())
        .extracting(Problem::toString)
        .containsExactly("ser2net.conf:1:1: there is no option 'b'");
    assertThat(config.connections())
        .extracting(one -> one.options().get(Ser2netOption.BANNER))
        .containsExactly("one", "two", "");
    assertThat(config.connections().get(2).options().get(Ser2netOption.OPENSTR)).isEqualTo("three");
  }

  @Test
  void linesOfTheCommandLineStandInFrontOfTheFile() {
    Ser2netConfig config =
        Ser2netReader.of(
            List.of(
                OldFile.read(
                    "ser2net.conf",
                    "2000:raw:0:/dev/a:9600 b\n",
                    List.of("BANNER:b:hello", "2001:raw:0:/dev/b:9600 c"),
                    problems)),
            problems);

    assertThat(problems.all())
        .extracting(Problem::toString)
        .singleElement()
        .asString()
        .startsWith("-C:2:1: ");
    assertThat(config.connections().get(0).options().get(Ser2netOption.BANNER)).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connection: &a\n  accepter: tcp,2000\n  connector: serialdev,/dev/ttyUSB0,9600n81\n",
        "# 2000:raw:0:/dev/ttyUSB0:9600\nconnections: {}\n",
        "p1: [{port: 2000, device: /dev/ttyUSB0}]\n",
        "",
      })
  void otherFilesAreNotTakenForOne(String text) {
    assertThat(OldFile.isOne(text)).isFalse();
  }
}
