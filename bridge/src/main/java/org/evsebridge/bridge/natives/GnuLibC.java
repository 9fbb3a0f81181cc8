package org.evsebridge.bridge.natives;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;

/** What GNU's C library has alone: elsewhere there is a {@link LinkageError} at the first call. */
public final class GnuLibC {
  static {
    NativeLibraries.load(); // before JNA loads its native code by itself
    Native.register(GnuLibC.class, NativeLibrary.getProcess());
  }

  private GnuLibC() {}

  private static native int malloc_trim(NativeLong kept);

  /** Gives the system what was freed; takes some milliseconds. */
  public static void trim() {
    malloc_trim(new NativeLong(0));
  }
}
