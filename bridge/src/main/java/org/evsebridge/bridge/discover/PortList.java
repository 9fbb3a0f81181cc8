package org.evsebridge.bridge.discover;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The serial ports of a Linux machine, read from /dev and /sys; opens none. */
final class PortList {
  /** Of /dev; a tty that is hardware and none of these is not for lines to other devices. */
  private static final String SERIAL = "tty(USB|ACM|AMA|SC|S|mxc|O|PS|XRUSB)\\d+";

  /** The names that stay, best first. */
  private static final List<String> STABLE = List.of("dev/serial/by-id", "dev/serial/by-path");

  private final Path root;

  /**
   * @param root of the file system
   */
  PortList(Path root) {
    this.root = root;
  }

  /** All of them, by their devices' names. */
  List<FoundPort> all() {
    TreeSet<String> names = new TreeSet<>();
    for (Path file : list("dev")) {
      String name = file.getFileName().toString();
      if (name.matches(SERIAL) && isThere(name)) {
        names.add(name);
      }
    }
    return names.stream().map(name -> port(root.resolve("dev").resolve(name))).toList();
  }

  /** The ports of a PC's old kind exist as files whether there is a chip behind them or not. */
  private boolean isThere(String name) {
    Path type = root.resolve("sys/class/tty").resolve(name).resolve("type");
    return !name.matches("ttyS\\d+") || !line(type).equals("0") && Files.exists(type.getParent());
  }

  /** A port that a user names, whatever it is; empty when there is no such file. */
  Optional<FoundPort> named(String given) {
    Path path = Path.of(given).toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    FoundPort port = port(real(path));
    List<String> names =
        Stream.concat(port.names().stream(), Stream.of(path.toString(), given)).distinct().toList();
    boolean isKnown = port.isCalled(path.toString());
    return Optional.of(
        new FoundPort(
            isKnown ? port.name() : path.toString(),
            port.device(),
            names,
            port.about(),
            port.console()));
  }

  private FoundPort port(Path device) {
    List<String> names = new ArrayList<>();
    for (String folder : STABLE) {
      for (Path link : list(folder)) {
        if (real(link).equals(real(device))) {
          names.add(shown(link));
        }
      }
    }
    names.add(shown(device));
    for (Path file : list("dev")) { // the Pi's serial0 and serial1, a user's own of udev rules
      if (Files.isSymbolicLink(file) && real(file).equals(real(device))) {
        names.add(shown(file));
      }
    }
    String tty = device.getFileName().toString();
    return new FoundPort(names.get(0), device, names, about(tty), console(tty));
  }

  /** The path as it is on the machine whose root this is. */
  private String shown(Path path) {
    return path.startsWith(root) ? "/" + root.relativize(path) : path.toString();
  }

  /** What a USB stick's chip calls itself. */
  private String about(String tty) {
    Path device = real(root.resolve("sys/class/tty").resolve(tty).resolve("device"));
    return Stream.iterate(device, above -> above != null && above.startsWith(root), Path::getParent)
        .filter(above -> Files.exists(above.resolve("idVendor")))
        .findFirst()
        .map(
            stick ->
                Stream.of("manufacturer", "product")
                    .map(file -> line(stick.resolve(file)))
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(" ")))
        .orElse("");
  }

  private Optional<String> console(String tty) {
    boolean kernel =
        List.of(line(root.resolve("sys/class/tty/console/active")).split(" ")).contains(tty);
    boolean getty =
        list("etc/systemd/system/getty.target.wants").stream()
            .anyMatch(
                unit -> unit.getFileName().toString().equals("serial-getty@" + tty + ".service"));
    if (!kernel && !getty) {
      return Optional.empty();
    }
    return Optional.of(
        "the system's own "
            + (kernel ? "console" : "login")
            + " is on it: sudo raspi-config, Interface Options, Serial Port: no login shell, but the"
            + " hardware enabled; elsewhere "
            + (kernel ? "take console=" + tty + " out of the kernel's command line and " : "")
            + "sudo systemctl disable --now serial-getty@"
            + tty
            + (kernel ? "; then boot anew" : ""));
  }

  private List<Path> list(String folder) {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath();
    }
  }

  private static String line(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
