package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.testing.Browser;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.SchemaJudge;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.config.FaultRuleBlock;
import org.evsebridge.simulator.config.MeterFaultsBlock;
import org.evsebridge.simulator.line.BusTransaction;
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

  /** How many bytes a first load has. */
  static final String LOADED =
      "return [...performance.getEntriesByType('resource'),"
          + "...performance.getEntriesByType('navigation')]"
          + ".filter(one => !/events|history/.test(one.name))"
          + ".reduce((all, one) => all + one.decodedBodySize, 0)";

  /** What the page has asked for. */
  private static final String ADDRESSES =
      "return performance.getEntriesByType('resource').map(one => one.name)";

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
    browser.script("arguments[0].open = true", browser.find(details));
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
    seen("#scene .charger .holds .label", "15.8 A");
    open("#registers");
    seen("[data-register=current-l2] .value", "15.8");
    open("#telegram");
    seen("#telegram", "1-0:51.7.0(01");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void everyRouteThatIsDescribedCanBeAskedByThePage() throws Exception {
    String text = served.ask("GET", "/openapi.yaml", "").body();
    JsonNode description = SchemaJudge.json(YamlReader.read("openapi.yaml", text).get(0));
    JsonNode paths = description.get("paths");
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
        assertThat(namesIn(form, "body:"))
            .as(details)
            .containsExactlyInAnyOrderElementsOf(
                takesBody ? properties(description, path.getValue().get(method)) : List.of());
      }
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(served.api.describeRoutes());
  }

  private static List<String> namesIn(WebElement form, String kind) {
    return form.findElements(By.cssSelector("[name^='" + kind + "']")).stream()
        .map(one -> one.getDomAttribute("name").substring(kind.length()))
        .toList();
  }

  private static List<String> properties(JsonNode description, JsonNode operation) {
    String ref = operation.at("/requestBody/content/application~1json/schema/$ref").asText();
    List<String> names = new ArrayList<>();
    description.at(ref.substring(1) + "/properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void everyFaultOfTheCodeHasItsControlAndEveryParameterItsField() {
    assertThat(attributes("data-fault"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Fault.values()).map(Fault::key).toList());
    assertThat(attributes("data-line-fault"))
        .containsExactlyInAnyOrder(FaultRuleBlock.kinds().split(", "));
    assertThat(attributes("data-meter-fault"))
        .containsExactlyInAnyOrderElementsOf(names(MeterFaultsBlock.BLOCK.keys()));
    for (WebElement leads : browser.driver().findElements(By.cssSelector("#faults .quiet"))) {
      leads.sendKeys(Keys.ENTER);
    }
    assertThat(
            namesIn(
                browser.find("#requests form[data-path='/lines/{line}/faults'][data-method=POST]"),
                "body:"))
        .containsExactlyInAnyOrderElementsOf(names(FaultRuleBlock.BLOCK.keys()));
    assertThat(namesIn(browser.find("#requests form[data-path='/meter/faults']"), "body:"))
        .containsExactlyInAnyOrderElementsOf(names(MeterFaultsBlock.BLOCK.keys()));
  }

  private static List<String> names(List<Key<?>> keys) {
    return keys.stream().map(Key::name).toList();
  }

  private static List<String> attributes(String name) {
    browser.find("[" + name + "]");
    return browser.driver().findElements(By.cssSelector("[" + name + "]")).stream()
        .map(one -> one.getDomAttribute(name))
        .toList();
  }

  @Test
  void sunCloudsALoadTheDateAndFaultsAreSetByKeyboard() throws Exception {
    browser.find("#house [name=peak]").sendKeys(Keys.ENTER);
    seen("#did", "house/sun' -d '{\"peak\":6000}'");
    browser.find("#house [name=clouds]").clear();
    browser.find("#house [name=clouds]").sendKeys("60" + Keys.ENTER);
    seen("#house fieldset .note", "panels of 6000 W, clouds take 60 %");
    browser.find("[data-draw=base]").clear();
    browser.find("[data-draw=base]").sendKeys("9" + Keys.ENTER);
    browser.script(
        "arguments[0].value = '2026-06-21T13:40'; arguments[0].dispatchEvent(new Event('input'))",
        browser.find("#date"));
    browser.find("#date").sendKeys(Keys.ENTER);
    seen(".now", "2026-06-21 13:40:00");
    browser.find("[data-meter-fault=silence]").sendKeys(Keys.ENTER);
    browser.find("[data-line-fault=late]").sendKeys(Keys.ENTER);
    seen("#faults", "silence: 30s");
    seen("#faults", "late by 1s");
    served.run("1s");
    seen("#scene .sky text", "2.");
    JsonNode house = served.get("/house");
    assertThat(house.get("sunWatts").asDouble()).isBetween(1800.0, 2600.0);
    assertThat(house.at("/draws/base/l2").asDouble()).isEqualTo(9);
    browser.find("#faults li li .chip").sendKeys(Keys.ENTER);
    await().atMost(PATIENCE).until(() -> served.get("/lines/rs485").get("faults").isEmpty());
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theHouseGetsABatteryIsSeenWithItAndSwitchesItsMode() throws Exception {
    assertThat(browser.find("[data-battery-mode=hold]").isDisplayed()).isFalse();
    browser.find("#house [name=capacity]").sendKeys(Keys.ENTER);
    seen("#did", "house/battery' -d '{\"capacity\":10}'");
    seen("#scene .battery", "battery 50 %");
    browser.find("#house [name=soc]").clear();
    browser.find("#house [name=soc]").sendKeys("80" + Keys.ENTER);
    served.run("1s");
    seen("#scene .battery", "battery 80 %");
    seen("#scene .battery", "gives");
    browser.find("[data-battery-mode=hold]").sendKeys(Keys.ENTER);
    seen("#house", "80 % of 10 kWh, at most 5000 W, mode hold");
    assertThat(browser.find("[data-battery-mode=hold]").getDomAttribute("aria-pressed"))
        .isEqualTo("true");
    assertThat(served.get("/house").at("/battery/mode").asText()).isEqualTo("hold");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void howeverLongThePageIsOpenItHoldsNoMoreThanItShows() {
    Map<?, ?> held =
        (Map<?, ?>)
            browser
                .driver()
                .executeAsyncScript(
                    """
                    const done = arguments[0];
                    (async () => {
                      const { MOST, mark, plot, points } = await import("/static/plots.js");
                      const state = await (await fetch("/state")).json();
                      const list = document.getElementById("marks");
                      for (let i = 1; i < MOST + 1000; i++) {
                        state.clock.now = new Date(Date.UTC(2027, 0, 1) + i * 250).toISOString();
                        plot(document.getElementById("plots"), state);
                        mark(list, i, "12:00:00", "something");
                      }
                      done({ most: MOST, points: points(), marks: list.children.length });
                    })();
                    """);
    assertThat((List<?>) held.get("points")).hasSize(4).allMatch(held.get("most")::equals);
    assertThat((Long) held.get("marks")).isEqualTo(40);
  }

  @Test
  void whatThePageRemembersWasThereBeforeItWasOpened() throws Exception {
    served.ask("PUT", "/house/loads/oven", "{\"on\": true}");
    served.run("1m");
    browser.go(address(served));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                (Long)
                        browser
                            .driver()
                            .executeAsyncScript(
                                "import('/static/plots.js').then(p => arguments[0](p.points()[0] ?? 0))")
                    >= 60);
  }

  @Test
  void nobodyIsKeptOut() throws Exception {
    served.ask("PUT", "/chargers/station/car", "");
    served.ask("PUT", "/chargers/station/faults/no-earth", "");
    served.ask("PUT", "/house/loads/oven", "{\"on\": true}");
    served.run("20s");
    for (String details : List.of("#transactions", "#telegram", "#registers", "#requests")) {
      open(details);
    }
    browser.find("[data-register=limit]");
    browser.find("#telegram td");
    assertThat(browser.barriers(Peers.axe())).isEmpty();
    assertThat(browser.complaints()).isEmpty();
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
    browser.press("[data-load=oven]");
    open("#registers");
    served.ask("PUT", "/chargers/station/car", "{\"preset\": \"three-phase-22kw\"}");
    served.run("30s");
    seen("#says", "more than the fuse's 25 A");
    seen("#house", "to blow one, let an appliance draw 100 A");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              served.run("5s");
              assertThat(says(browser)).containsPattern("It blows in about \\d+ (s|min)");
            });
    served.run("30m");
    seen("#says", "The main fuse of L1 has blown");
    seen("#says", "carried more than 25 A for too long, ");
    seen("#says", "with oven on");
    seen("#scene [data-phase=l1] .value", "blown");
    seen("#marks", "fuse of L1 blows, at ");
    seen("#registers .note", "The module has no power.");
    assertThat(browser.complaints()).as("nobody asks a module without power").isEmpty();
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
  void aLimitIsSetAsAControllerWouldAndThatNobodyControlsIsSaid() {
    seen("#chargers .asked", "no controller is connected");
    seen(
        "#chargers .asked",
        "evse-simulator.jar controller --host 127.0.0.1 --p1-port 2000 --modbus-port 15020 or");
    seen("#chargers .asked", "evcc -c '/tmp/a rig/evcc.yaml'");
    browser.find("#charger-station form input").clear();
    browser.find("#charger-station form input").sendKeys("13" + Keys.ENTER);
    seen("#did", "registers/limit' -d '{\"value\":3341}'");
    seen("[data-fact='may draw']", "13 A");
    browser.press("#scene [aria-label^='main fuses']");
    seen("#did", "registers/limit");
  }

  /** 35 tenths of a second are written without the zero that follows. */
  @Test
  void whoAskedAndWhenIsToldToTheMillisecondHoweverRoundTheMoment() throws Exception {
    served.activity.transaction(
        new BusTransaction(
            "rs485", "evcc", new Adu(2, Pdu.request(4, 0x0103, 1)), Optional.empty(), List.of()));
    JsonNode line = served.get("/lines/rs485");
    seen(
        "#chargers .asked",
        "last asked by evcc at " + line.get("lastAsked").asText().substring(11, 19));
    for (String[] told :
        new String[][] {
          {"2026-11-29T09:11:41.35+01:00", "09:11:41.350"},
          {"2026-11-29T09:11:41+01:00", "09:11:41.000"},
          {"2026-11-29T09:11:41.123456+01:00", "09:11:41.123"}
        }) {
      assertThat(
              browser.script(
                  "return import('/static/lists.js').then((lists) => lists.timeOf(arguments[0]))",
                  told[0]))
          .isEqualTo(told[1]);
    }
  }

  @Test
  void theRigBeginsAnewOnlyWhenThatWasMeant() throws Exception {
    served.ask("PUT", "/chargers/station/car", "");
    open(".clock details");
    browser.press(".clock button.quiet");
    browser.press("dialog[open] [value=no]");
    browser.press(".clock button.quiet");
    browser.find("dialog[open] [value=no]").sendKeys(Keys.ESCAPE);
    seen("#did", "What a control does");
    assertThat(served.get("/chargers/station").hasNonNull("car")).isTrue();
    browser.press(".clock button.quiet");
    browser.press("dialog[open] [value=yes]");
    seen("#did", "/reset");
    await().atMost(PATIENCE).until(() -> !served.get("/chargers/station").hasNonNull("car"));
  }

  @Test
  void whatAFaultMeansIsSaidBeforeAndWhenItIsSet() {
    String hint = "#charger-station .hint";
    seen(hint, "Point at a fault");
    for (Fault fault : Fault.values()) {
      browser.script("arguments[0].focus()", browser.find("[data-fault=" + fault.key() + "]"));
      seen(hint, fault.meaning());
    }
    browser.script("arguments[0].focus()", browser.find("[data-line-fault=echo]"));
    seen("#faults li .hint", "as from an adapter that receives what it sends");
    browser.script("arguments[0].focus()", browser.find("[data-meter-fault=cut]"));
    seen("#faults > fieldset .hint", "the beginning or the end is missing");
  }

  @Test
  void aSentenceOfTwoLinesMovesNothing() throws Exception {
    String top = "return document.getElementById('scene').getBoundingClientRect().top + scrollY";
    Object before = browser.script(top);
    browser.press("[data-load=oven]");
    served.ask("PUT", "/chargers/station/car", "{\"preset\": \"three-phase-22kw\"}");
    served.run("40s");
    seen("#says", "of what L1's fuse can bear is used up");
    assertThat(browser.script(top)).isEqualTo(before);
  }

  @Test
  void theMeterAndTheChargersOfTheDrawingLeadToWhatBelongsToThem() {
    browser.press("#scene [aria-label=\"the smart meter's last telegram\"]");
    browser.find("#telegram[open] table");
    browser.press("#scene [aria-label='what can be done to station']");
    assertThat(
            (Boolean)
                browser.script(
                    "return document.activeElement.closest('#charger-station') !== null"))
        .isTrue();
  }

  @Test
  void theKeyboardAloneDoesIt() throws Exception {
    WebElement car = browser.find("#scene .holds [role=button]");
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
      assertThat((List<?>) browser.script(ADDRESSES))
          .isNotEmpty()
          .noneMatch(one -> one.toString().contains("horse"));
      browser.script("sessionStorage.clear()");
      browser.go(address(guarded) + "#token=correct-horse");
      browser.driver().navigate().refresh();
      seen("#says", "The house");
      assertThat(browser.driver().getCurrentUrl()).doesNotContain("horse");
      assertThat((List<?>) browser.script(ADDRESSES))
          .isNotEmpty()
          .noneMatch(one -> one.toString().contains("horse"));
    } finally {
      browser.script("sessionStorage.clear()");
    }
  }

  @Test
  void aRigThatEndsIsToldAndAnotherInItsPlaceIsFoundAndTheFirstLoadIsSmall() throws Exception {
    Number loaded = (Number) browser.script(LOADED);
    assertThat(loaded.intValue()).isBetween(50_000, MOST_BYTES);
    InetSocketAddress place = served.api.address();
    served.api.close();
    seen("#says", "Not connected");
    assertThat(browser.find("body").getDomAttribute("class")).isEqualTo("lost");
    try (ControlApi again =
        ControlApi.start(
            place,
            Optional.empty(),
            new Controlled(
                served.station,
                served.driver,
                Map.of("rs485", served.bus),
                served.activity,
                served.watches,
                Optional.empty()))) {
      seen("#says", "The house");
    }
  }
}
