package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.testing.Browser;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.Programs;
import org.evsebridge.simulator.charger.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WindowType;

/** What of the page takes longer than a test may; {@code .ci/judge page} runs it. */
class PageJudge {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long STEP_MILLIS = 250;

  private Served served;

  @BeforeEach
  void start() throws Exception {
    served = new Served(Optional.empty());
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private String address() {
    return "http://127.0.0.1:" + served.api.address().getPort() + "/";
  }

  /** What was seen of an LED, and how long after the first look. */
  private record Look(double millis, boolean lit) {}

  /** Looks at an LED each 250 ms, as closely as the browser's timers keep to it. */
  private static List<Look> sampled(Browser browser, String led, int steps) {
    List<?> seen =
        (List<?>)
            browser
                .driver()
                .executeAsyncScript(
                    """
                    const [led, steps, step, done] = arguments;
                    const seen = [];
                    const one = document.querySelector(`#scene [data-led=${led}]`);
                    const began = performance.now();
                    const timer = setInterval(() => {
                      seen.push([performance.now() - began, one.dataset.lit === "true"]);
                      if (seen.length === steps) {
                        clearInterval(timer);
                        done(seen);
                      }
                    }, step);
                    """,
                    led,
                    steps,
                    STEP_MILLIS);
    return seen.stream()
        .map(look -> (List<?>) look)
        .map(look -> new Look(((Number) look.get(0)).doubleValue(), (Boolean) look.get(1)))
        .toList();
  }

  /**
   * Held against a pattern that goes round; at most one look in eight may fall on the edge of a
   * step and see the step beside it.
   */
  private static boolean shows(List<Look> seen, String pattern) {
    for (int began = 0; began < pattern.length() * STEP_MILLIS; began += 25) {
      long wrong = 0;
      for (Look look : seen) {
        int step = (int) ((began + look.millis) / STEP_MILLIS) % pattern.length();
        wrong += look.lit == (pattern.charAt(step) == '1') ? 0 : 1;
      }
      if (wrong * 8 <= seen.size()) {
        return true;
      }
    }
    return false;
  }

  /** Holds what is seen of each LED each 250 ms, in real time, against the module's table. */
  private void lookAtLeds(Browser browser) throws Exception {
    served.ask("PATCH", "/clock", "{\"paused\": false, \"speed\": 1}");
    JsonNode leds = served.get("/chargers/station").get("leds");
    for (String led : new String[] {"red", "green", "external"}) {
      String pattern = leds.get(led).asText();
      await()
          .atMost(PATIENCE)
          .until(
              () -> browser.find("#scene [data-led=" + led + "]").getDomAttribute("data-pattern"),
              pattern::equals);
      List<Look> seen = sampled(browser, led, 3 * Math.max(8, pattern.length()));
      assertThat(shows(seen, pattern)).as("%s: %s of %s", led, seen, pattern).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void eachFaultIsCausedByThePageAndItsLedsFlashAsTheModulesTableSays(Fault fault)
      throws Exception {
    try (Browser browser = Browser.open(1280, 1000, false)) {
      browser.driver().manage().timeouts().scriptTimeout(PATIENCE);
      browser.go(address());
      served.ask("PUT", "/chargers/station/car", "");
      served.run("20s");
      browser.press("[data-fault=" + fault.key() + "]");
      await()
          .atMost(PATIENCE)
          .until(() -> served.get("/chargers/station").get("faults").size() == 1);
      served.run("10s");
      lookAtLeds(browser);
      browser.press("[data-fault=" + fault.key() + "]");
      await().atMost(PATIENCE).until(() -> served.get("/chargers/station").get("faults").isEmpty());
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3600, 10000})
  void howeverFastTheClockGoesThePageStaysQuick(int speed) throws Exception {
    try (Browser browser = Browser.open(1280, 1000, false)) {
      browser.go(address());
      await().atMost(PATIENCE).until(() -> browser.text("#says").startsWith("The house"));
      served.ask("PATCH", "/clock", "{\"paused\": false, \"speed\": " + speed + "}");
      String before = browser.text(".now").substring(0, 13); // the hour
      await().atMost(PATIENCE).until(() -> !browser.text(".now").startsWith(before));
      Number longest =
          (Number)
              browser
                  .driver()
                  .executeAsyncScript(
                      "const done = arguments[0]; let last = performance.now(), longest = 0, left ="
                          + " 60;const look = () => { const now = performance.now();longest ="
                          + " Math.max(longest, now - last); last = now;left-- ? setTimeout(look,"
                          + " 50) : done(longest); }; look();");
      assertThat(longest.doubleValue()).as("ms in which nothing could be clicked").isLessThan(1500);
      served.ask("PATCH", "/clock", "{\"paused\": true, \"speed\": 1}");
      browser.press("#clock .quiet");
      browser.press("dialog[open] [value=yes]");
      await().atMost(PATIENCE).until(() -> !browser.text(".now").startsWith("2026-11-22"));
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"360, false", "360, true", "1280, false", "1280, true"})
  void nobodyIsKeptOut(int width, boolean dark) throws Exception {
    served.ask("PUT", "/chargers/station/car", "");
    served.ask("PUT", "/chargers/station/faults/no-earth", "");
    served.ask("PUT", "/house/loads/oven", "{\"on\": true}");
    served.run("20s");
    try (Browser browser = Browser.open(width, 1000, dark)) {
      browser.driver().manage().timeouts().scriptTimeout(PATIENCE);
      browser.go(address());
      await().atMost(PATIENCE).until(() -> browser.text("#says").contains("station"));
      browser.script("document.querySelectorAll('main > details').forEach(d => d.open = true)");
      browser.find("[data-register=limit]");
      browser.find("#telegram td");
      assertThat(browser.barriers(Peers.axe())).isEmpty();
      assertThat(browser.isTooWide()).isFalse();
      browser.shoot(Path.of("target", "page-%d-%s.png".formatted(width, dark ? "dark" : "light")));
    }
  }

  /** The states of a module that runs without a fault, and how they come about. */
  private enum Shown {
    NO_CAR("A", ""),
    CAR_MAY_NOT("B", "{\"preset\": \"sleeper\", \"soc\": 80, \"target\": 80}"),
    ONE_PHASE("C", "{\"preset\": \"hybrid\"}"),
    THREE_PHASES("C", "{}"),
    VENTILATED("D", "{\"preset\": \"ventilation\"}");

    private final String state;
    private final String car;

    Shown(String state, String car) {
      this.state = state;
      this.car = car;
    }
  }

  @ParameterizedTest
  @EnumSource(Shown.class)
  void eachStateFlashesAsTheModulesTableSays(Shown shown) throws Exception {
    try (Browser browser = Browser.open(1280, 1000, false)) {
      browser.driver().manage().timeouts().scriptTimeout(PATIENCE);
      browser.go(address());
      served.run("10s");
      if (shown.car.isEmpty()) {
        served.ask("DELETE", "/chargers/station/car", "");
      } else {
        served.ask("PUT", "/chargers/station/car", shown.car);
      }
      served.run("20s");
      assertThat(served.get("/chargers/station").get("state").asText()).isEqualTo(shown.state);
      lookAtLeds(browser);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void theReportOfTwentyScenariosShowsPlotsOfEachThatAreNotEmpty(@TempDir Path dir)
      throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "org.evsebridge.simulator.Main",
                "test"));
    for (int i = 1; i <= 20; i++) {
      String scenario =
          """
          rig: {time: {start: 2026-11-23 18:00, seed: %d}, chargers: {car: {after: %ds}}}
          for: 5m
          events:
            - {at: "18:01", do: oven on}
            - {at: "18:02:%02d", do: oven off}
          expect:
            - {end: telegrams == %d}
          """
              .formatted(i, i, i, i % 4 == 0 ? 299 : 300);
      words.add(
          Files.writeString(dir.resolve("evening-%02d.yaml".formatted(i)), scenario).toString());
    }
    Path report = dir.resolve("report.html");
    words.addAll(List.of("--html", report.toString()));
    Process run =
        new ProcessBuilder(Programs.java(words))
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("out").toFile())
            .start();
    assertThat(run.waitFor()).as(Files.readString(dir.resolve("out"))).isEqualTo(1);
    try (Browser browser = Browser.open(1280, 1000, false)) {
      browser.go(report.toUri().toString());
      browser.script("document.querySelectorAll('details').forEach(d => d.open = true)");
      List<?> drawn =
          (List<?>)
              browser.script(
                  """
                  return [...document.querySelectorAll("figure svg")].map((svg) => {
                    const box = svg.getBoundingClientRect();
                    const lines = [...svg.querySelectorAll("polyline, path")];
                    return box.width > 200 && box.height > 40
                      && lines.some((line) => line.getBBox().width > 100);
                  });
                  """);
      assertThat(drawn).hasSizeGreaterThanOrEqualTo(20 * 4).allMatch(Boolean.TRUE::equals);
      String text = browser.text("body");
      for (int i = 1; i <= 20; i++) {
        assertThat(text).contains("evening-%02d.yaml".formatted(i));
      }
      assertThat(browser.isTooWide()).isFalse();
      assertThat(browser.complaints()).isEmpty();
      browser.shoot(Path.of("target", "report.png"));
    }
  }

  @Test
  void moreTabsThanABrowserHasConnectionsForAreAllServed() {
    try (Browser browser = Browser.open(1280, 1000, false)) {
      browser.go(address());
      String first = browser.driver().getWindowHandle();
      for (int i = 1; i < 8; i++) {
        browser.driver().switchTo().newWindow(WindowType.TAB);
        browser.go(address());
        await().atMost(PATIENCE).until(() -> browser.text("#says").startsWith("The house"));
      }
      served.station.ask(
          models -> {
            models.house().switchOn("oven");
            return null;
          });
      browser.driver().switchTo().window(first);
      await().atMost(PATIENCE).until(() -> browser.text("#scene .loads .does .small").equals("on"));
    }
  }
}
