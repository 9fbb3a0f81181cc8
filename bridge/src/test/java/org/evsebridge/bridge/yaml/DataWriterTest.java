package org.evsebridge.bridge.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class DataWriterTest {
  private static final DataWriter WRITER =
      new DataWriter(UnaryOperator.identity(), true, value -> value);

  private record Told(
      int one, double two, String three, long four, boolean five, List<String> six, float seven) {}

  private static final Told TOLD = new Told(1, 2.5, "c", 4, true, List.of("f"), 7);

  private static String json(Object value) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      WRITER.write(out, value);
    }
    return text.toString();
  }

  @Test
  void componentsComeInTheirOrderWhateverTheirType() throws IOException {
    assertThat(json(Optional.of(TOLD)))
        .isEqualTo(
            "{\"one\":1,\"two\":2.5,\"three\":\"c\",\"four\":4,\"five\":true,\"six\":[\"f\"],\"seven\":7.0}");
  }

  /** A page is told everything four times a second. Newer Java has classes for fields too. */
  @Test
  @EnabledForJreRange(max = JRE.JAVA_17)
  void whatIsToldOftenMakesNoClassOfEachComponent() throws IOException {
    json(TOLD);
    long before = loadedClasses();
    for (int i = 0; i < 1000; i++) {
      json(TOLD);
    }
    assertThat(loadedClasses() - before).isLessThan(Told.class.getRecordComponents().length);
  }

  private static long loadedClasses() {
    return ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
  }
}
