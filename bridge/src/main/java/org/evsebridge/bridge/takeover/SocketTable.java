package org.evsebridge.bridge.takeover;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The system's TCP sockets as ss(8) prints them, a line each. */
final class SocketTable {
  private static final Pattern CLIENT =
      Pattern.compile("(?m)^\\s*\\d+\\s+\\d+\\s+\\S+:(\\d+)\\s+(\\S+)(.*)$");
  private static final Pattern SENT = Pattern.compile("\\bbytes_sent:(\\d+)");
  private static final Pattern PROCESS = Pattern.compile("\\bpid=(\\d+)\\b");

  private SocketTable() {}

  /** What has been sent to each client of a port, in bytes, by the client's address. */
  static Map<String, Long> sent(int port) throws InterruptedException {
    return sent(ss("-tinHO", "state", "established", "( sport = :" + port + " )"));
  }

  static Map<String, Long> sent(String printed) {
    Map<String, Long> clients = new HashMap<>();
    for (Matcher client = CLIENT.matcher(printed); client.find(); ) {
      Matcher sent = SENT.matcher(client.group(3));
      clients.put(client.group(2), sent.find() ? Long.parseLong(sent.group(1)) : 0);
    }
    return clients;
  }

  /** Whether a process listens on a port. */
  static boolean isListening(long process, int port) throws InterruptedException {
    return PROCESS
        .matcher(ss("-tlnpHO", "( sport = :" + port + " )"))
        .results()
        .anyMatch(found -> Long.parseLong(found.group(1)) == process);
  }

  private static String ss(String... options) throws InterruptedException {
    String[] words = new String[options.length + 1];
    words[0] = "ss";
    System.arraycopy(options, 0, words, 1, options.length);
    Commands.Result result = Commands.run(words);
    return result.isGood() ? result.output() : "";
  }
}
