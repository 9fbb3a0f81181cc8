package org.evsebridge.bridge.config.ser2net;

import java.util.List;

/** A text of a ser2net.yaml that cannot be understood; each reason is a sentence for a person. */
final class Ser2netFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> reasons;

  Ser2netFault(String reason) {
    this(List.of(reason));
  }

  Ser2netFault(List<String> reasons) {
    super(String.join("; ", reasons));
    this.reasons = List.copyOf(reasons);
  }

  List<String> reasons() {
    return reasons;
  }
}
