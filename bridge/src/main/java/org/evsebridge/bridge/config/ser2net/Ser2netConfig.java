package org.evsebridge.bridge.config.ser2net;

import java.util.List;
import org.evsebridge.bridge.yaml.Problem;

/**
 * What a ser2net.yaml asks for. Faulty connections are not in it: they are left out, as ser2net
 * leaves them out, and stand among the problems.
 *
 * @param connections in the order of the file; disabled ones too
 * @param rotators in the order of the file
 * @param notices what was read and does nothing, with the reason
 * @param unread what faults have left out
 */
public record Ser2netConfig(
    List<Ser2netConnection> connections,
    List<Ser2netRotator> rotators,
    List<Problem> notices,
    Unread unread) {
  public Ser2netConfig {
    connections = List.copyOf(connections);
    rotators = List.copyOf(rotators);
    notices = List.copyOf(notices);
  }
}
