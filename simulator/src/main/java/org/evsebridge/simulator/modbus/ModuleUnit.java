package org.evsebridge.simulator.modbus;

import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ModbusResponse;
import com.ghgande.j2mod.modbus.net.AbstractModbusListener;
import com.ghgande.j2mod.modbus.procimg.ProcessImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.ModuleRegisters;

/**
 * A charging module as a unit on a Modbus line: {@link RequestCheck} refuses, j2mod's messages
 * execute the rest. Not thread-safe: step the module and ask it under one lock.
 */
public final class ModuleUnit {
  /** How far two speeds may be apart for a character to be understood. */
  private static final double BAUD_TOLERANCE = 0.05;

  private final ChargingModule module;
  private final Image image;

  public ModuleUnit(ChargingModule module) {
    this.module = module;
    this.image = new Image(new ModuleImage(new ModuleRegisters(module)));
    // The first request loads j2mod's classes, which takes longer than a controller waits.
    execute(
        Pdu.request(
            ModuleRegister.FIRMWARE.space().readFunction(), ModuleRegister.FIRMWARE.address(), 1));
  }

  /** Whether it understands a line of a speed: its divisor can have been set to another one. */
  public boolean understands(int baudrate) {
    return Math.abs((double) module.baudrate() / baudrate - 1) <= BAUD_TOLERANCE;
  }

  /**
   * Executes a request; of broadcasts only writes.
   *
   * @return the answer; empty when the module stays silent: another unit is meant, or all are
   */
  public Optional<Adu> answer(Adu request) {
    if (request.unit() == Adu.BROADCAST) {
      obey(request.pdu());
      return Optional.empty();
    }
    if (!module.answersAt(request.unit())) {
      return Optional.empty();
    }
    if (module.isInBootloader()) {
      return Optional.of(new Adu(request.unit(), Bootloader.answer(request.pdu())));
    }
    Pdu answer =
        RequestCheck.refusal(request.pdu())
            .map(why -> Pdu.exception(request.pdu().function(), why))
            .orElseGet(() -> execute(request.pdu()));
    return Optional.of(new Adu(request.unit(), answer));
  }

  private void obey(Pdu broadcast) {
    boolean write = broadcast.function() == RegisterSpace.WRITE_SINGLE;
    if (write && module.isRunning() && RequestCheck.refusal(broadcast).isEmpty()) {
      execute(broadcast);
    }
  }

  private Pdu execute(Pdu pdu) {
    try {
      ModbusRequest request = ModbusRequest.createModbusRequest(pdu.function());
      byte[] bytes = pdu.bytes();
      request.readData(new DataInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1)));
      ModbusResponse response = request.createResponse(image);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      answer.write(response.getFunctionCode());
      response.writeData(new DataOutputStream(answer));
      return Pdu.of(answer.toByteArray(), 0, answer.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // arrays do not fail
    }
  }

  /** j2mod's messages ask a listener for the process image; there is no listening in it. */
  private static final class Image extends AbstractModbusListener {
    private final ProcessImage image;

    Image(ProcessImage image) {
      this.image = image;
    }

    @Override
    public ProcessImage getProcessImage(int unit) {
      return image;
    }

    @Override
    public void run() {}

    @Override
    public void stop() {}
  }
}
