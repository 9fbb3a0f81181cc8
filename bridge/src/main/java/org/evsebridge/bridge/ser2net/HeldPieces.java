package org.evsebridge.bridge.ser2net;

import java.util.ArrayList;
import java.util.List;

/** What a device sends while nobody can take it, up to a bound. Not thread-safe. */
final class HeldPieces {
  private final int mostBytes;
  private final List<byte[]> pieces = new ArrayList<>();
  private int bytes;

  HeldPieces(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Keeps a piece; false when there is no room for it: it is lost. */
  boolean add(byte[] piece) {
    if (piece.length > mostBytes - bytes) {
      return false;
    }
    bytes += piece.length;
    return pieces.add(piece);
  }

  /** Everything that is kept, in its order; nothing is afterwards. */
  List<byte[]> takeAll() {
    List<byte[]> all = List.copyOf(pieces);
    pieces.clear();
    bytes = 0;
    return all;
  }
}
