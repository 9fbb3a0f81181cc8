package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.testing.Browser;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.SchemaJudge;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page as a person meets it, in the system's own browser. */
class PageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_BYTES = 150_000;

  private static Browser browser;
  private Served served;

  @BeforeAll
  static void openTheBrowser() {
    Peers.program("chromium");
    browser = Browser.open(1280, 1000, false);
  }

  @AfterAll
  static void closeTheBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    served = new Served(Optional.empty());
    browser.go(address(served));
    browser.complaints();
    await().atMost(PATIENCE).until(() -> says(browser).startsWith("The house"));
  }

  @AfterEach
  void nothingWasComplainedOf() {
    served.close();
  }

  private static String address(Served served) {
    return "http://127.0.0.1:" + served.api.address().getPort() + "/";
  }

  private static String says(Browser browser) {
    return browser.text("#says");
  }

  private void seen(String selector, String text) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(browser.text(selector)).contains(text));
  }

  private void open(String details) {
    browser.script("document.querySelector(arguments[0]).open = true", details);
  }

  @Test
  void aCarIsPluggedInAndItsAmperesRiseInThePageTheRegisterAndTheTelegram() throws Exception {
    seen("#chargers .state", "no car is plugged in");
    browser.press("[data-does=plug]");
    seen("#did", "curl -X PUT '" + address(served) + "chargers/station/car'");
    seen("#chargers .state", "car plugged in");
    served.run("30s");
    seen("#chargers .state", "charging");
    seen("[data-fact=L2]", "15.8 A");
    seen("#scene .charger .letter", "C");
    seen("#scene .charger .does .label", "15.8 A");
    open("#registers");
    seen("[data-register=current-l2] .value", "15.8");
    open("#telegram");
    seen("#telegram", "1-0:51.7.0(01");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void everyRouteThatIsDescribedCanBeAskedByThePage() throws Exception {
    String text = served.ask("GET", "/openapi.yaml", "").body();
    JsonNode paths = SchemaJudge.json(YamlReader.read("openapi.yaml", text).get(0)).get("paths");
    open("#requests");
    List<String> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (String method : List.of("get", "put", "post", "patch", "delete")) {
        if (!path.getValue().has(method)) {
          continue;
        }
        all.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
        String details =
            "#requests details[data-method=%s][data-path='%s']"
                .formatted(method.toUpperCase(Locale.ROOT), path.getKey());
        open(details);
        if (path.getKey().equals("/events")) {
          seen(details, "curl -N"); // the page listens itself
          continue;
        }
        WebElement form = browser.find(details + " form");
        long inPath = path.getKey().chars().filter(c -> c == '{').count();
        assertThat(form.findElements(By.cssSelector("[name^='path:']"))).hasSize((int) inPath);
        boolean takesBody = path.getValue().get(method).has("requestBody");
        assertThat(form.findElements(By.cssSelector("[name^='body:']")).isEmpty())
            .as(details)
            .isEqualTo(!takesBody);
      }
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(served.api.describeRoutes());
  }

  @Test
  void aFormAsksWhatItSaysAndShowsTheAnswerAndARefusal() {
    open("#requests");
    String patch = "#requests details[data-method=PATCH][data-path='/clock']";
    open(patch);
    browser.find(patch + " [name='body:speed']").sendKeys("60");
    browser.press(patch + " form > button");
    seen(patch + " pre", "\"speed\": 60");
    assertThat(served.driver.speed()).isEqualTo(60);
    browser.find(patch + " [name='body:speed']").sendKeys("x");
    browser.press(patch + " form > button");
    seen(patch + " pre", "'speed' must be a number");
    assertThat(browser.find("#did").getDomAttribute("class")).contains("refused");
  }

  @Test
  void aFuseBlowsIsSeenAndIsReset() throws Exception {
    browser.press("#house [aria-label=appliances] button");
    served.ask("PUT", "/chargers/station/car", "{\"preset\": \"three-phase-22kw\"}");
    served.run("30s");
    seen("#says", "more than the fuse's 25 A");
    served.run("30m");
    seen("#says", "The main fuse of L1 has blown");
    seen("#scene [data-phase=l1] .value", "blown");
    seen("#marks", "fuse of L1 blows");
    browser.press("#scene [aria-label='put in new main fuses']");
    seen("#scene [data-phase=l1] .value", "A");
    assertThat(served.get("/house").get("deadPhases")).isEmpty();
  }

  @Test
  void twoBrowsersSeeTheSame() {
    try (Browser other = Browser.open(360, 800, true)) {
      other.go(address(served));
      other.press("#scene .loads .does");
      seen("#scene .loads .does .small", "on");
      browser.press("#scene .loads .does");
      await().atMost(PATIENCE).until(() -> other.text("#scene .loads .does .small").equals("off"));
      assertThat(other.isTooWide()).as("on a phone").isFalse();
      assertThat(other.complaints()).isEmpty();
    }
  }

  @Test
  void atTenThousandTimesTheSpeedThePageStaysQuick() throws Exception {
    served.ask("PATCH", "/clock", "{\"paused\": false, \"speed\": 10000}");
    String before = browser.text(".now").substring(0, 13); // the hour
    await().atMost(PATIENCE).until(() -> !browser.text(".now").startsWith(before));
    Number longest =
        (Number)
            browser
                .driver()
                .executeAsyncScript(
                    "const done = arguments[0]; let last = performance.now(), longest = 0, left = 60;"
                        + "const look = () => { const now = performance.now();"
                        + "longest = Math.max(longest, now - last); last = now;"
                        + "left-- ? setTimeout(look, 50) : done(longest); }; look();");
    assertThat(longest.doubleValue()).as("ms in which nothing could be clicked").isLessThan(1500);
    served.ask("PATCH", "/clock", "{\"paused\": true, \"speed\": 1}");
    browser.press("#clock .quiet");
    await().atMost(PATIENCE).until(() -> !browser.text(".now").startsWith("2026-11-22"));
  }

  @Test
  void aRegisterIsWrittenAndOneWhoseReadingActsIsLeftAlone() throws Exception {
    open("#registers");
    String limit = "[data-register=limit]";
    browser.find(limit + " input").sendKeys("0x0A0A" + Keys.ENTER);
    seen(limit + " .value", "limit 10 A");
    seen("[data-fact='may draw']", "10 A");
    String restart = "[data-register=restart]";
    assertThat(browser.text(restart + " .value")).isEmpty();
    assertThat(served.get("/chargers/station").get("state").asText()).isEqualTo("A");
    served.ask("PUT", "/chargers/station/registers/magic", "{\"value\": 4660}");
    browser.press(restart + " .warn");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              served.run("100ms");
              return served.get("/chargers/station").get("state").asText().equals("undefined");
            });
  }

  @Test
  void theKeyboardAloneDoesIt() throws Exception {
    WebElement car = browser.find("#scene .charger [role=button]");
    browser.script("document.activeElement.blur(); document.body.focus()");
    for (int i = 0; i < 40 && !car.equals(browser.driver().switchTo().activeElement()); i++) {
      browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
    }
    assertThat(browser.driver().switchTo().activeElement()).isEqualTo(car);
    car.sendKeys(Keys.ENTER);
    await().atMost(PATIENCE).until(() -> served.get("/chargers/station").hasNonNull("car"));
    await().atMost(PATIENCE).until(() -> car.getDomAttribute("aria-label").startsWith("unplug"));
    car.sendKeys(Keys.SPACE);
    await().atMost(PATIENCE).until(() -> !served.get("/chargers/station").hasNonNull("car"));
  }

  @Test
  void aTokenIsAskedForOnceOrTakenFromTheAddress() throws Exception {
    try (Served guarded = new Served(Optional.of("correct-horse"))) {
      browser.go(address(guarded));
      browser.find("#token").sendKeys("wrong-horse" + Keys.ENTER);
      await()
          .atMost(PATIENCE)
          .until(() -> browser.find("#token").getDomProperty("value").isEmpty());
      browser.find("#ask[open] #token").sendKeys("correct-horse" + Keys.ENTER);
      seen("#says", "The house");
      browser.driver().navigate().refresh();
      seen("#says", "The house");
      browser.press("[data-does=plug]");
      seen("#did", "\"Authorization: Bearer $TOKEN\"");
      browser.script("sessionStorage.clear()");
      browser.go(address(guarded) + "#token=correct-horse");
      browser.driver().navigate().refresh();
      seen("#says", "The house");
      assertThat(browser.driver().getCurrentUrl()).doesNotContain("horse");
    } finally {
      browser.script("sessionStorage.clear()");
    }
  }

  @Test
  void aRigThatEndsIsToldAndAnotherInItsPlaceIsFoundAndTheFirstLoadIsSmall() throws Exception {
    Number loaded =
        (Number)
            browser.script(
                "return [...performance.getEntriesByType('resource'),"
                    + "...performance.getEntriesByType('navigation')]"
                    + ".filter(one => !one.name.includes('/events'))"
                    + ".reduce((all, one) => all + one.decodedBodySize, 0)");
    assertThat(loaded.intValue()).isBetween(50_000, MOST_BYTES);
    InetSocketAddress place = served.api.address();
    served.api.close();
    seen("#says", "Not connected");
    try (ControlApi again =
        ControlApi.start(
            place,
            Optional.empty(),
            new Controlled(
                served.station,
                served.driver,
                Map.of("rs485", served.bus),
                served.activity,
                served.watches))) {
      seen("#says", "The house");
    }
  }
}
