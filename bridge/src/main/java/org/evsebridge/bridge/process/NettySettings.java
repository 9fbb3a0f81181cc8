package org.evsebridge.bridge.process;

import java.util.Map;

/** How Netty is set in a small program. What the command line sets otherwise stays so. */
final class NettySettings {
  /**
   * Buffers come from one pool that grows by chunks of 64 KiB. The adaptive allocator, which Netty
   * 4.2 has by default, keeps 128 KiB for each size of buffer that it was ever asked for.
   */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "io.netty.allocator.type", "pooled",
          "io.netty.allocator.maxOrder", "3", // of pages of 8 KiB, as a power of two
          "io.netty.allocator.numDirectArenas", "1",
          "io.netty.allocator.numHeapArenas", "1",
          "io.netty.jfr.enabled", "false"); // nobody records; 10 ms and 2 MB

  private NettySettings() {}

  /** To be called before the first of Netty's classes is loaded. */
  static void apply() {
    SETTINGS.forEach(System.getProperties()::putIfAbsent);
  }
}
