package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
  private Served served;

  @BeforeEach
  void start() throws Exception {
    served = new Served(Optional.empty());
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private JsonNode history() throws Exception {
    return served.get("/history");
  }

  private static double highest(JsonNode column) {
    double highest = Double.NEGATIVE_INFINITY;
    for (JsonNode value : column) {
      highest = Math.max(highest, value.asDouble());
    }
    return highest;
  }

  @Test
  void eachSecondIsThereAtFirst() throws Exception {
    served.run("3s");
    served.ask("PUT", "/house/loads/oven", "{\"on\": true}");
    served.run("3s");
    JsonNode history = history();
    assertThat(history.get("at")).hasSize(6);
    assertThat(history.at("/at/5").asLong() - history.at("/at/0").asLong()).isEqualTo(5);
    assertThat(history.at("/amperes/l1/2").asDouble()).isEqualTo(1.2);
    assertThat(history.at("/amperes/l1/4").asDouble()).isEqualTo(17.2);
    assertThat(history.at("/chargers/0/name").asText()).isEqualTo("station");
  }

  @Test
  void howeverLongTheRunItsPointsAreBoundedInOrderAndNoPeakIsLost() throws Exception {
    served.run("30m");
    served.ask("PUT", "/house/loads/oven", "{\"on\": true}");
    served.run("3s");
    served.ask("PUT", "/house/loads/oven", "{\"on\": false}");
    served.run("2s");
    for (int i = 0; i < 12; i++) {
      served.run("10m");
      JsonNode at = history().get("at");
      assertThat(at.size()).isBetween(RunHistory.MOST / 3, RunHistory.MOST + 2);
      for (int j = 1; j < at.size(); j++) {
        assertThat(at.get(j).asLong()).isGreaterThan(at.get(j - 1).asLong());
      }
      for (JsonNode column : history().get("amperes")) {
        assertThat(column).hasSize(at.size());
      }
    }
    JsonNode history = history();
    long lasts = history.get("at").get(history.get("at").size() - 1).asLong();
    assertThat(lasts - history.at("/at/0").asLong()).as("the whole run").isBetween(9000L, 9005L);
    assertThat(highest(history.at("/amperes/l1"))).as("car and oven").isGreaterThan(32);
  }

  @Test
  void itBeginsAnewWithTheRigAndWhenTheClockIsSetBack() throws Exception {
    served.run("1m");
    served.ask("POST", "/reset", "");
    assertThat(history().get("at")).isEmpty();
    served.run("1m");
    served.ask("PATCH", "/clock", "{\"now\": \"2020-01-01\"}");
    served.run("5s");
    assertThat(history().get("at")).hasSize(5);
  }
}
