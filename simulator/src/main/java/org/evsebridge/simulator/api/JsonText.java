package org.evsebridge.simulator.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.evsebridge.bridge.yaml.DataWriter;

/** Records as JSON; an empty {@link Optional} is null, and numbers have at most six decimals. */
final class JsonText {
  private static final double DECIMALS = 1e6;
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final DataWriter DATA =
      new DataWriter(UnaryOperator.identity(), true, JsonText::rounded);

  private JsonText() {}

  /** For people: indented, ending with a line break; in UTF-8. */
  static byte[] text(Object value) {
    ByteArrayOutputStream bytes = write(value, new DefaultPrettyPrinter());
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /** In one line. */
  static String line(Object value) {
    return write(value, null).toString(StandardCharsets.UTF_8);
  }

  private static ByteArrayOutputStream write(Object value, PrettyPrinter layout) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      out.setPrettyPrinter(layout);
      DATA.write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory has none
    }
    return bytes;
  }

  /** Without what binary fractions leave behind: 7.4, not 7.3999999999999995; 0, not -0. */
  private static double rounded(double value) {
    return Math.rint(value * DECIMALS) / DECIMALS + 0.0; // -0.0 + 0.0 is 0.0
  }
}
