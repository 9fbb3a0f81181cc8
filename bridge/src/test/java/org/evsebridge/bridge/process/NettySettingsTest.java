package org.evsebridge.bridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.evsebridge.bridge.testing.Programs;
import org.junit.jupiter.api.Test;

/** Netty as it is in a program of its own, where none of its classes is loaded yet. */
class NettySettingsTest {
  /** Says which allocator there is. */
  static final class Program {
    private Program() {}

    public static void main(String... arguments) {
      NettySettings.apply();
      System.out.print(
          ByteBufAllocator.DEFAULT instanceof PooledByteBufAllocator pool
              ? pool.metric().chunkSize() + " " + pool.metric().numDirectArenas()
              : ByteBufAllocator.DEFAULT.getClass().getSimpleName());
    }
  }

  private static String says(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    Stream.of("-cp", System.getProperty("java.class.path"), Program.class.getName())
        .forEach(arguments::add);
    Process process =
        new ProcessBuilder(Programs.java(arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(process.getInputStream().readAllBytes());
  }

  @Test
  void buffersComeFromOnePoolOfSmallChunks() throws Exception {
    assertThat(says()).isEqualTo("65536 1");
  }

  @Test
  void whatTheCommandLineSetsStays() throws Exception {
    assertThat(says("-Dio.netty.allocator.maxOrder=4")).isEqualTo("131072 1");
  }
}
