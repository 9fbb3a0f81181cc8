package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.Register;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.testing.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masters that are not ours work through the gateway. */
class IndependentClientsTest {
  private static final String PYMODBUS =
      """
      import sys
      from pymodbus.client import ModbusTcpClient
      from pymodbus.transaction import ModbusRtuFramer, ModbusSocketFramer
      framer = ModbusRtuFramer if sys.argv[1] == "rtu" else ModbusSocketFramer
      client = ModbusTcpClient("127.0.0.1", port=int(sys.argv[2]), framer=framer, timeout=10)
      client.connect()
      print(client.read_input_registers(0x0105, 3, slave=2).registers)
      print(client.read_holding_registers(0x0204, 1, slave=2).registers)
      print(client.write_register(0x0201, 0x0606, slave=2).value)
      client.close()
      """;

  @RegisterExtension final Rig rig = new Rig(GatewayTest::obey);

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  @Test
  void mbpollReadsAndWrites() throws Exception {
    String mbpoll = Peers.program("mbpoll");
    String port = String.valueOf(rig.start().getPort());
    assertThat(
            run(
                mbpoll,
                "-1",
                "-0",
                "-a",
                "2",
                "-t",
                "3",
                "-r",
                "261",
                "-c",
                "3",
                "-p",
                port,
                "127.0.0.1"))
        .containsPattern("\\[261]:\\s+261\\s+\\[262]:\\s+262\\s+\\[263]:\\s+263");
    assertThat(run(mbpoll, "-0", "-a", "2", "-r", "513", "-p", port, "127.0.0.1", "1542"))
        .contains("Written 1 references");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "rtu"})
  void pymodbusReadsAndWritesInEitherFraming(String framing) throws Exception {
    String python = Peers.python("pymodbus");
    String port = String.valueOf(rig.start().getPort());
    assertThat(run(python, "-c", PYMODBUS, framing, port))
        .isEqualTo("[261, 262, 263]\n[516]\n1542\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void j2modReadsAndWritesInEitherFraming(boolean rtuOverTcp) throws Exception {
    InetSocketAddress address = rig.start();
    ModbusTCPMaster master =
        new ModbusTCPMaster("127.0.0.1", address.getPort(), 10_000, false, rtuOverTcp);
    master.connect();
    try {
      Register[] read = master.readMultipleRegisters(2, 0x0105, 3);
      assertThat(read).extracting(Register::getValue).containsExactly(261, 262, 263);
    } finally {
      master.disconnect();
    }
  }
}
