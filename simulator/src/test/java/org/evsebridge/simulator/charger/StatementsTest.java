package org.evsebridge.simulator.charger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evsebridge.bridge.testing.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatementsTest {
  private static final List<String> PACKAGES =
      List.of("charger", "modbus", "vehicle", "line", "station");

  @Test
  void theDocumentationListsTheStatementsWithGradeAndSource() throws Exception {
    String rows =
        Statement.ALL.stream()
            .map(
                s ->
                    "| %s | %s | %s |\n"
                        .formatted(s.text(), s.grade().name().toLowerCase(Locale.ROOT), s.source()))
            .collect(Collectors.joining());
    Documents.requireTable("assumptions", "| statement | grade | source |\n|---|---|---|\n" + rows);
  }

  static Stream<Statement> statements() {
    return Statement.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("statements")
  void aStatementHasATestThatHoldsIt(Statement statement) throws Exception {
    String[] name = statement.test().split("\\.");
    Class<?> type = find(name[0]);
    assertThat(Arrays.stream(type.getDeclaredMethods()).filter(m -> m.getName().equals(name[1])))
        .as(statement.test())
        .anyMatch(StatementsTest::isTest);
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  private static Class<?> find(String simpleName) throws ClassNotFoundException {
    for (String each : PACKAGES) {
      try {
        return Class.forName("org.evsebridge.simulator." + each + "." + simpleName);
      } catch (ClassNotFoundException e) {
        // It is in another of them.
      }
    }
    throw new ClassNotFoundException(simpleName);
  }

  @ParameterizedTest
  @MethodSource("statements")
  void onlyAnAssumptionHasNoSource(Statement statement) {
    assertThat(statement.source().isEmpty())
        .isEqualTo(statement.grade() == Statement.Grade.ASSUMED);
  }
}
