package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.testing.Browser;
import org.evsebridge.simulator.charger.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What of the page takes longer than a test may; {@code .ci/judge page} runs it. */
class PageJudge {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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

  /** Three rounds of the longest pattern, in the browser's own time. */
  private static String sampled(Browser browser, String led, int steps) {
    return (String)
        browser
            .driver()
            .executeAsyncScript(
                "const [led, steps, done] = arguments; let seen = '';"
                    + "const one = document.querySelector(`#scene [data-led=${led}]`);"
                    + "const timer = setInterval(() => { seen += one.dataset.lit === 'true' ? 1 : 0;"
                    + "if (seen.length === steps) { clearInterval(timer); done(seen); } }, 250);",
                led,
                steps);
  }

  /**
   * Held against a pattern that goes round; at most one sample in eight may fall on the edge of a
   * step and tell the step beside it.
   */
  private static boolean shows(String seen, String pattern) {
    for (int start = 0; start < pattern.length(); start++) {
      int wrong = 0;
      for (int i = 0; i < seen.length(); i++) {
        char due = pattern.charAt((start + i) % pattern.length());
        wrong += seen.charAt(i) == due ? 0 : 1;
      }
      if (wrong * 8 <= seen.length()) {
        return true;
      }
    }
    return false;
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
      served.ask("PATCH", "/clock", "{\"paused\": false, \"speed\": 1}");
      JsonNode leds = served.get("/chargers/station").get("leds");
      for (String led : new String[] {"red", "green", "external"}) {
        String pattern = leds.get(led).asText();
        await()
            .atMost(PATIENCE)
            .until(
                () -> browser.find("#scene [data-led=" + led + "]").getDomAttribute("data-pattern"),
                pattern::equals);
        String seen = sampled(browser, led, 3 * Math.max(8, pattern.length()));
        assertThat(shows(seen, pattern)).as("%s: %s of %s", led, seen, pattern).isTrue();
      }
      browser.press("[data-fault=" + fault.key() + "]");
      await().atMost(PATIENCE).until(() -> served.get("/chargers/station").get("faults").isEmpty());
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"360, false", "360, true", "1280, false", "1280, true"})
  void nobodyIsKeptOut(int width, boolean dark) throws Exception {
    Path axe = Path.of(System.getenv("NODE_PATH"), "axe-core", "axe.min.js");
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
      assertThat(browser.barriers(axe)).isEmpty();
      assertThat(browser.isTooWide()).isFalse();
      browser.shoot(Path.of("target", "page-%d-%s.png".formatted(width, dark ? "dark" : "light")));
    }
  }
}
