package org.evsebridge.simulator.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.bridge.yaml.YamlWriter;
import org.evsebridge.simulator.charger.Eeprom;
import org.evsebridge.simulator.charger.Settings;

/** An EEPROM in a file, a line of YAML for each saved register, that outlives the program. */
public final class EepromFile implements Eeprom {
  private static final String TOTAL_ENERGY = "total-energy";
  private static final double MOST_KWH = 1e7;

  private static final Map<ModuleRegister, Key<Optional<Integer>>> REGISTERS =
      RegisterKey.ofEeprom(List.copyOf(Settings.registers()), EepromFile::key);

  private static final Key<Double> TOTAL =
      Key.number(TOTAL_ENERGY, 0, MOST_KWH).or(0.0).says("kWh; what has been charged so far");

  private static final Block<Content> BLOCK =
      Block.of(TOTAL)
          .and(Block.of(List.copyOf(REGISTERS.values())))
          .making(given -> new Content(RegisterKey.settings(REGISTERS, given), given.get(TOTAL)));

  private final Path file;
  private Content kept;

  private EepromFile(Path file, Content kept) {
    this.file = file;
    this.kept = kept;
  }

  /**
   * Opens an EEPROM.
   *
   * @param blank what it holds when there is no such file yet
   * @throws ConfigException when the file is not one that this class wrote
   */
  public static EepromFile open(Path file, Settings blank) throws ConfigException {
    if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
      throw new ConfigException(
          new Position(file.toString(), 1, 1),
          "there is no folder for this EEPROM: make it, or name another file");
    }
    if (Files.isSymbolicLink(file)) {
      throw new ConfigException(
          new Position(file.toString(), 1, 1),
          "this EEPROM is a link, which is not followed: name the file itself");
    }
    Content content = Files.exists(file) ? read(file) : new Content(blank, 0);
    return new EepromFile(file, content);
  }

  private static Content read(Path file) throws ConfigException {
    Problems problems = new Problems();
    List<YamlNode> documents = YamlReader.read(file);
    if (documents.isEmpty()) {
      return new Content(Settings.FACTORY, 0);
    }
    Optional<Content> content = BLOCK.read(documents.get(0), problems);
    problems.throwIfAny();
    return content.orElseThrow();
  }

  private static String key(ModuleRegister register) {
    return String.format("0x%04X", register.address());
  }

  @Override
  public Content load() {
    return kept;
  }

  @Override
  public void store(Content content) throws IOException {
    String text =
        YamlWriter.of(
            "The EEPROM of a simulated charging module: its registers by their addresses.",
            out -> {
              out.writeStartObject();
              out.writeNumberField(TOTAL_ENERGY, Math.rint(content.totalEnergy() * 1e6) / 1e6);
              for (ModuleRegister register : Settings.registers()) {
                out.writeFieldName(key(register));
                out.writeNumber(String.format("0x%04X", content.settings().get(register)));
              }
              out.writeEndObject();
            });
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(
        next,
        text,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        LinkOption.NOFOLLOW_LINKS);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    kept = content;
  }
}
