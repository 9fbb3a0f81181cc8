package org.evsebridge.simulator.modbus;

import com.ghgande.j2mod.modbus.procimg.IllegalAddressException;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleInputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.simulator.charger.ModuleRegisters;

/**
 * The module's registers as j2mod's message classes ask for them. Each word is read once,
 * ascending, because some reads act; coils, discrete inputs and the rest are j2mod's empty ones.
 */
final class ModuleImage extends SimpleProcessImage {
  private final ModuleRegisters registers;

  ModuleImage(ModuleRegisters registers) {
    this.registers = registers;
  }

  @Override
  public InputRegister[] getInputRegisterRange(int first, int count) {
    InputRegister[] words = new InputRegister[count];
    for (int i = 0; i < count; i++) {
      words[i] = new SimpleInputRegister(read(RegisterSpace.INPUT, first + i));
    }
    return words;
  }

  @Override
  public Register[] getRegisterRange(int first, int count) {
    Register[] words = new Register[count];
    for (int i = 0; i < count; i++) {
      words[i] = new SimpleRegister(read(RegisterSpace.HOLDING, first + i));
    }
    return words;
  }

  private int read(RegisterSpace space, int address) {
    if (!ModuleRegisters.isReadable(space, address)) {
      throw new IllegalAddressException();
    }
    return registers.read(space, address);
  }

  /** For a write: j2mod sets the value and echoes what the register then shows. */
  @Override
  public Register getRegister(int address) {
    if (!ModuleRegisters.isWritable(address)) {
      throw new IllegalAddressException();
    }
    return new WrittenRegister(address);
  }

  /** Passes a write on and shows what was written, whatever a later read would show. */
  private final class WrittenRegister extends SimpleRegister {
    private final int address;

    WrittenRegister(int address) {
      super(0); // j2mod refuses to set one that never had a value
      this.address = address;
    }

    @Override
    public void setValue(byte[] bytes) {
      super.setValue(bytes);
      registers.write(address, toUnsignedShort());
    }
  }
}
