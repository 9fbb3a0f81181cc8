package org.evsebridge.simulator.charger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.evsebridge.bridge.registers.ModuleRegister.MAGIC;
import static org.evsebridge.bridge.registers.ModuleRegister.SAVE;
import static org.evsebridge.bridge.registers.ModuleRegister.SETTINGS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.simulator.config.EepromFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EepromTest {
  @TempDir private Path dir;

  private Bench start() throws ConfigException {
    return new Bench(Hardware.DEFAULT, EepromFile.open(dir.resolve("eeprom"), Settings.FACTORY));
  }

  @Test
  void whatWasSavedIsThereWhenTheProgramStartsAgain() throws ConfigException {
    Bench first = start().write(SETTINGS, 0).write(MAGIC, 0x1234).write(MAGIC, 0xBEEF);
    assertThat(first.write(MAGIC, 0xBEEF).read(SAVE)).isZero();
    first.write(SETTINGS, 1);

    Bench second = start();
    assertThat(second.read(SETTINGS)).isZero();
    assertThat(second.write(MAGIC, 0xBEEF).read(SAVE)).isZero();
  }

  @Test
  void theTotalEnergyIsKeptAndUnsavedSettingsAreNot() throws ConfigException {
    Bench first = start().plugged().write(SETTINGS, 0).run(600);
    double total = first.module.totalEnergy();
    first.module.unplug();

    Bench second = start();
    assertThat(second.module.totalEnergy()).isCloseTo(total, within(1e-5)).isPositive();
    assertThat(second.read(SETTINGS)).isEqualTo(1);
  }

  @Test
  void aSaveThatCannotBeWrittenIsRefused() throws Exception {
    Bench bench = start().write(MAGIC, 0x1234);
    Files.createDirectory(dir.resolve("eeprom.new"));
    assertThat(bench.read(SAVE)).isEqualTo(0xFFFF);
    Files.delete(dir.resolve("eeprom.new"));
    assertThat(bench.write(MAGIC, 0x1234).read(SAVE)).isZero();
  }

  @Test
  void aFileThatIsNoEepromIsRefusedWithItsPlace() throws IOException {
    Files.writeString(dir.resolve("eeprom"), "total-energy: 1\ncolour: red\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("eeprom:2:1: 'colour' is not known here");
  }

  @Test
  void aValueThatTheModuleDoesNotTakeIsRefusedWithItsPlace() throws IOException {
    Files.writeString(dir.resolve("eeprom"), "total-energy: 1\n\"0x0204\": 0x10000\n");
    assertThatThrownBy(this::start)
        .hasMessageContaining("eeprom:2:11:")
        .hasMessageContaining("0 to 65535 for 0x0204 settings");
  }

  @Test
  void nothingIsReadOrWrittenThroughALink() throws Exception {
    Path victim = Files.writeString(dir.resolve("victim"), "as it was");
    Path link = Files.createSymbolicLink(dir.resolve("link"), victim);
    assertThatThrownBy(() -> EepromFile.open(link, Settings.FACTORY))
        .isInstanceOf(ConfigException.class);
    EepromFile eeprom = EepromFile.open(dir.resolve("eeprom"), Settings.FACTORY);
    Files.createSymbolicLink(dir.resolve("eeprom.new"), victim);
    assertThatThrownBy(() -> eeprom.store(eeprom.load())).isInstanceOf(IOException.class);
    assertThat(victim).hasContent("as it was");
  }

  @Test
  void aMissingFolderIsSaidAtTheStart() {
    assertThatThrownBy(() -> EepromFile.open(dir.resolve("nowhere/eeprom"), Settings.FACTORY))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("there is no folder for this EEPROM");
  }
}
