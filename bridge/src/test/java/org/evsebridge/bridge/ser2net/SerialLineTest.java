package org.evsebridge.bridge.ser2net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.TcpClient;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the device's line is set while it is open: as the real ser2net sets it. */
class SerialLineTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serialdev,DEVICE",
        "serialdev,DEVICE,115200n81,local",
        "serialdev,DEVICE,9600e71,local",
        "serialdev,DEVICE,9600o82",
        "serialdev,DEVICE,300n51,local",
        "serialdev,DEVICE,9600m81,local",
        "serialdev,DEVICE,9600s71,local",
        "serialdev,DEVICE,9600,EVEN,7DATABITS,2STOPBITS,LOCAL",
        "serialdev,DEVICE,speed=38400N81,-local",
        "serialdev,DEVICE,9600n81,local,rtscts",
        "serialdev,DEVICE,9600n81,xonxoff",
        "serialdev,DEVICE,9600n81,local,hangup_when_done",
        "serialdev,DEVICE,9600n81,local,hangup-when-done=true",
        "serialdev(readbuf=100),DEVICE,230400n81,local,nobreak",
      })
  void theLineIsSetAsTheRealOneSetsIt(String connector) throws Exception {
    assertThat(lineUnder(Side.OURS, connector)).isEqualTo(lineUnder(Side.REAL, connector));
  }

  private Pty.Line lineUnder(Side side, String connector) throws Exception {
    Bench bench = new Bench(folder);
    try {
      serve(bench, side, connector);
      try (TcpClient client = bench.connected()) {
        return bench.line();
      }
    } finally {
      bench.stop();
    }
  }

  private static void serve(Bench bench, Side side, String connector) throws Exception {
    bench.serveFile(
        side,
        "%YAML 1.1\n---\nconnection: &con\n  accepter: tcp,127.0.0.1,"
            + bench.port()
            + "\n  connector: "
            + connector.replace("DEVICE", bench.device().toString())
            + "\n",
        bench.port());
  }

  /** A pseudo-terminal has neither modem lines nor an RS485 mode. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OURS | dtr=off",
        "REAL | dtr=off",
        "OURS | rts=on",
        "REAL | rts=on",
        "OURS | rs485=1:2:rts_on_send",
        "REAL | rs485=1:2:rts_on_send",
      })
  void aDeviceThatCannotBeSetSoIsNotServed(Side side, String parameter) throws Exception {
    Bench bench = new Bench(folder);
    try {
      serve(bench, side, "serialdev,DEVICE,9600n81,local," + parameter);
      try (TcpClient client = TcpClient.dial(bench.port())) {
        assertThat(client.readToEnd()).isEqualTo("Device open failure: OS error, see logs\r\n");
      }
    } finally {
      bench.stop();
    }
  }
}
