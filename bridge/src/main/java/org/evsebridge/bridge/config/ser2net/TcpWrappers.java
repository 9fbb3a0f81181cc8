package org.evsebridge.bridge.config.ser2net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problem;

/**
 * The rules of TCP wrappers, hosts_access(5). Debian's ser2net keeps them on each port where the
 * file does not say {@code tcpd=off}; this program does not, and says so where there are any.
 */
public final class TcpWrappers {
  private static final Path FOLDER = Path.of("/etc");
  private static final List<String> FILES = List.of("hosts.allow", "hosts.deny");

  /**
   * A rule for every program or for ser2net; hosts.allow may name its library instead of the
   * program.
   */
  private static final Pattern RULE =
      Pattern.compile("[^#:]*\\b(ALL|ser2net|gensio)\\b[^#:]*:.*", Pattern.CASE_INSENSITIVE);

  private TcpWrappers() {}

  /** A notice for each rule of this machine that ser2net would apply. */
  public static List<Problem> notices() {
    return notices(FOLDER);
  }

  public static List<Problem> notices(Path folder) {
    List<Problem> notices = new ArrayList<>();
    for (String name : FILES) {
      Path file = folder.resolve(name);
      try {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          if (RULE.matcher(lines.get(i)).matches()) {
            notices.add(
                new Problem(
                    new Position(file.toString(), i + 1, 1),
                    "this rule of TCP wrappers is not kept here, as ser2net keeps it; name who may"
                        + " connect with the option remaddr"));
          }
        }
      } catch (IOException e) {
        continue; // not there, or not for this user: then there are no rules for ser2net either
      }
    }
    return notices;
  }
}
