package org.evsebridge.simulator.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.ModuleRegisters;
import org.evsebridge.simulator.config.RegisterKey;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station.Models;

/** The registers of a module, past the line: whatever its address, while it runs. */
final class RegisterRoutes {
  private static final Key<Integer> VALUE =
      Key.of("value", RegisterKey.WORD).says("the word to write, such as 10 or 0x0A0A");

  private static final Body<Values> WORD = new Body<>("RegisterBody", Block.of(VALUE));

  private final Controlled controlled;

  RegisterRoutes(Controlled controlled) {
    this.controlled = controlled;
  }

  /**
   * A register and its value.
   *
   * @param words the raw words; empty where reading would act
   */
  record RegisterView(
      String register,
      String address,
      String access,
      String title,
      String unit,
      String support,
      boolean readingActs,
      Optional<List<Integer>> words,
      Optional<String> value) {}

  /** All the registers of a module. */
  record RegistersView(List<RegisterView> registers) {}

  List<ApiRoute> routes() {
    String one = "/chargers/{charger}/registers/{register}";
    return List.of(
        ApiRoute.get("/chargers/{charger}/registers", this::all),
        ApiRoute.get(one, this::look),
        ApiRoute.bare("POST", one + "/read", 200, this::readActing),
        ApiRoute.takes(WORD, "PUT", one, this::write));
  }

  private Object all(Call call) {
    return controlled
        .station()
        .ask(
            models -> {
              ModuleRegisters registers = registers(models, call);
              return new RegistersView(
                  Arrays.stream(ModuleRegister.values())
                      .filter(registers::has)
                      .map(r -> view(registers, r, !r.readEffect().acts()))
                      .toList());
            });
  }

  private Object look(Call call) {
    ModuleRegister register = register(call);
    if (register.readEffect().acts()) {
      throw new ApiException(
          409,
          "reading '" + register.title() + "' does something: POST to " + register.key() + "/read");
    }
    return read(call);
  }

  private Object readActing(Call call) {
    ModuleRegister register = register(call);
    return controlled
        .station()
        .ask(
            models -> {
              ModuleRegisters registers = registers(models, call);
              registers.newRequest();
              return view(registers, register, true);
            });
  }

  private Object read(Call call) {
    ModuleRegister register = register(call);
    return controlled.station().ask(models -> view(registers(models, call), register, true));
  }

  private void write(Call call) {
    ModuleRegister register = register(call);
    if (register.space() != RegisterSpace.HOLDING) {
      throw ApiException.badRequest(
          "%s '%s' can only be read".formatted(address(register), register.title()));
    }
    int value = call.read(value(register));
    controlled
        .station()
        .act(
            models -> {
              ModuleRegisters registers = registers(models, call);
              registers.newRequest();
              registers.write(register.address(), value);
            });
  }

  /** The same in the words of a register. */
  private static Body<Integer> value(ModuleRegister register) {
    Key<Integer> value = RegisterKey.of("value", register).says(ModuleRegisters.values(register));
    return new Body<>(WORD.name(), Block.of(value).making(given -> given.get(value)));
  }

  private static ModuleRegisters registers(Models models, Call call) {
    Charger charger = ChargerRoutes.charger(models, call);
    ChargingModule module = charger.module();
    if (!charger.isPowered()) {
      throw new ApiException(409, "the module has no power");
    }
    if (!module.isRunning()) {
      throw new ApiException(
          409,
          module.isInBootloader()
              ? "the module is in its bootloader, until a power cycle"
              : "the module is starting: try again in a moment");
    }
    return new ModuleRegisters(module);
  }

  private static ModuleRegister register(Call call) {
    String wanted = call.name("register");
    return Arrays.stream(ModuleRegister.values())
        .filter(r -> r.key().equals(wanted) || address(r).equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "there is no register '"
                        + wanted
                        + "': name one by its first address, such as 0x0103, or as "
                        + ModuleRegister.LIMIT.key()));
  }

  private static String address(ModuleRegister register) {
    return String.format("0x%04X", register.address());
  }

  private static RegisterView view(
      ModuleRegisters registers, ModuleRegister register, boolean readIt) {
    Optional<int[]> words =
        readIt
            ? Optional.of(
                IntStream.range(0, register.count())
                    .map(i -> registers.read(register.space(), register.address() + i))
                    .toArray())
            : Optional.empty();
    return new RegisterView(
        register.key(),
        address(register),
        register.space() == RegisterSpace.HOLDING ? "read and write" : "read",
        register.title(),
        register.unit(),
        ModuleRegisters.support(register).toString(),
        register.readEffect().acts(),
        words.map(raw -> Arrays.stream(raw).boxed().toList()),
        words.map(register::render));
  }
}
