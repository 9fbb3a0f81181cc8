package org.evsebridge.simulator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Optional;

/** Records as JSON; an empty {@link Optional} is null, and numbers have at most six decimals. */
final class JsonText {
  private static final ObjectWriter WRITER = writer();

  private JsonText() {}

  /** For people: indented, ending with a line break. */
  static String text(Object value) throws JsonProcessingException {
    return WRITER.withDefaultPrettyPrinter().writeValueAsString(value) + "\n";
  }

  /** In one line. */
  static String line(Object value) throws JsonProcessingException {
    return WRITER.writeValueAsString(value);
  }

  private static ObjectWriter writer() {
    SimpleModule ours = new SimpleModule();
    ours.addSerializer(new OptionalWriter());
    ours.addSerializer(double.class, new DoubleWriter());
    return new ObjectMapper()
        .registerModule(ours)
        .setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS)
        .writer();
  }

  private static final class OptionalWriter extends StdSerializer<Optional<?>> {
    private static final long serialVersionUID = 1L;

    OptionalWriter() {
      super(Optional.class, false);
    }

    @Override
    public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        provider.defaultSerializeValue(value.get(), out);
      } else {
        out.writeNull();
      }
    }
  }

  /** Without what binary fractions leave behind: 7.4, not 7.3999999999999995; 0, not -0. */
  private static final class DoubleWriter extends StdSerializer<Double> {
    private static final long serialVersionUID = 1L;
    private static final double DECIMALS = 1e6;

    DoubleWriter() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(Math.rint(value * DECIMALS) / DECIMALS + 0.0); // -0.0 + 0.0 is 0.0
    }
  }
}
