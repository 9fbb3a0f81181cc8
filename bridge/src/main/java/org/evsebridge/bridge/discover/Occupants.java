package org.evsebridge.bridge.discover;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.evsebridge.bridge.serial.UucpLock;

/** Who uses a port, told by lock files and by what processes have open; the port is not touched. */
final class Occupants {
  private static final String BRIDGE = "evse-bridge";

  /** The namespace of process numbers in which the system started; linux/proc_ns.h. */
  private static final String SYSTEMS_OWN = "pid:[4026531836]";

  private static final Path PSEUDO_TERMINALS = Path.of("/dev/pts");

  private final Path proc;
  private final Path locks;
  private final long self;

  /**
   * @param proc where the system shows its processes
   * @param locks the folder of UUCP lock files
   * @param self this process, which is nobody else
   */
  Occupants(Path proc, Path locks, long self) {
    this.proc = proc;
    this.locks = locks;
    this.self = self;
  }

  /** Those of this machine. */
  static Occupants ofThisMachine() {
    return new Occupants(Path.of("/proc"), UucpLock.FOLDER, ProcessHandle.current().pid());
  }

  /** Looks anew. */
  Occupancy of(FoundPort port) {
    for (String name : port.names()) {
      OptionalLong locker = UucpLock.holder(name, locks);
      if (locker.isPresent()) {
        return held("locked by " + described(locker.getAsLong()), locker.getAsLong());
      }
    }
    for (Path process : processes()) {
      try {
        long number = Long.parseLong(process.getFileName().toString());
        if (number != self && hasOpen(process, port.device())) {
          return held("in use by " + described(number), number);
        }
      } catch (AccessDeniedException e) {
        return new Occupancy.Unknown(
            "process " + process.getFileName() + " does not show this user its files");
      } catch (IOException e) {
        continue; // it has ended meanwhile
      }
    }
    return hidden(port).<Occupancy>map(Occupancy.Unknown::new).orElseGet(Occupancy.Free::new);
  }

  /** Why there may be processes that are not shown at all. */
  private Optional<String> hidden(FoundPort port) {
    if (!Files.exists(proc.resolve("1"))) {
      return Optional.of(
          proc
              + (processes().isEmpty() ? " shows no processes" : " hides the processes of others"));
    }
    // A container's pseudo-terminals are its own, a stick is the whole machine's.
    return port.device().startsWith(PSEUDO_TERMINALS) || isNamespaceOf(SYSTEMS_OWN)
        ? Optional.empty()
        : Optional.of("this is a container, which does not see the machine's other processes");
  }

  /** A system without such namespaces has one only. */
  private boolean isNamespaceOf(String name) {
    Path own = proc.resolve("self/ns/pid");
    try {
      return !Files.isSymbolicLink(own) || Files.readSymbolicLink(own).toString().equals(name);
    } catch (IOException e) {
      return false;
    }
  }

  private Occupancy held(String how, long process) {
    return new Occupancy.Held(how, commandLine(process).contains(BRIDGE));
  }

  private List<Path> processes() {
    try (Stream<Path> all = Files.list(proc)) {
      return all.filter(file -> file.getFileName().toString().matches("\\d+")).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The far end of a pseudo-terminal, which may have its user side open too, is no other user. */
  private static boolean hasOpen(Path process, Path device) throws IOException {
    List<Path> open;
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      open = files.toList();
    }
    boolean has = false;
    for (Path file : open) {
      Path leadsTo = target(file);
      if (leadsTo.equals(device)) {
        has = true;
      } else if (leadsTo.endsWith("ptmx") && isMasterOf(process, file, device)) {
        return false;
      }
    }
    return has;
  }

  private static boolean isMasterOf(Path process, Path file, Path device) throws IOException {
    Path about = process.resolve("fdinfo").resolve(file.getFileName());
    String index = device.getFileName().toString();
    return device.startsWith(PSEUDO_TERMINALS)
        && Files.readAllLines(about).stream()
            .anyMatch(line -> line.matches("tty-index:\\s+" + index));
  }

  private static Path target(Path file) throws IOException {
    try {
      return Files.readSymbolicLink(file);
    } catch (NoSuchFileException e) {
      return file; // closed meanwhile
    }
  }

  private String described(long process) {
    Optional<String> name = read(process, "comm");
    return name.map(comm -> comm.strip() + ", ").orElse("") + "process " + process;
  }

  private String commandLine(long process) {
    return read(process, "cmdline").orElse("");
  }

  private Optional<String> read(long process, String file) {
    try {
      Path about = proc.resolve(String.valueOf(process)).resolve(file);
      return Optional.of(Files.readString(about, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
