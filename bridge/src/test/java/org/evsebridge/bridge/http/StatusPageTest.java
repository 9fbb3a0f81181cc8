package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.testing.Browser;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.Telegrams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The status page as a person meets it, in Debian's chromium. */
class StatusPageTest {
  private static final int HEIGHT = 900;

  @TempDir Path folder;

  private static void seen(Browser browser, String selector, String text) {
    await()
        .atMost(ServedHouse.PATIENCE)
        .ignoreExceptions() // what is found may be another one a moment later
        .untilAsserted(() -> assertThat(browser.text(selector)).contains(text));
  }

  private static Telegram telegram(int second, String kilowatts, String exported) {
    String text = new String(Telegrams.dutch(second).bytes(), StandardCharsets.ISO_8859_1);
    String changed =
        text.substring(0, text.lastIndexOf('!') + 1)
            .replace("1-0:1.7.0(00.494*kW)", "1-0:1.7.0(" + kilowatts + "*kW)")
            .replace("1-0:2.7.0(00.000*kW)", "1-0:2.7.0(" + exported + "*kW)");
    return Telegrams.of(changed.replace("\r\n", "\n"));
  }

  @ParameterizedTest(name = "{0} px, dark: {1}")
  @CsvSource({"320, false", "1280, true", "320, true", "1280, false"})
  void thePageShowsTheMetersValuesAsTheyChangeAndNothingIsComplainedOf(int width, boolean dark)
      throws Exception {
    try (ServedHouse house = new ServedHouse(folder, "");
        Browser browser = Browser.open(width, HEIGHT, dark)) {
      browser.go(house.root() + "/");
      seen(browser, "#power", "the meter has sent no good telegram yet");
      house.meterSays(telegram(0, "00.494", "00.000"));
      seen(browser, "#watts", "494");
      seen(browser, "#power", "taken from the grid");
      house.meterSays(telegram(1, "00.000", "02.120"));
      seen(browser, "#watts", "2.12");
      seen(browser, "#power", "given to the grid");
      seen(browser, "#phases", "L3");
      seen(browser, "#car", "Charging");
      seen(browser, "#car", "6.90 kW");
      seen(browser, "#car", "1.50 kWh");
      seen(browser, "#guard", "None");
      seen(browser, "#lines tbody", "answers");
      seen(browser, "#ports", "p1 on port");
      seen(browser, "#link", "live");
      await()
          .atMost(ServedHouse.PATIENCE)
          .until(
              () -> browser.script("return document.querySelectorAll('canvas').length").equals(2L));
      assertThat(browser.isTooWide()).isFalse();
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.barriers(Peers.axe())).isEmpty();
    }
  }

  @Test
  void itSaysThatTheBridgeIsGoneAndComesBackByItself() throws Exception {
    try (Browser browser = Browser.open(1280, HEIGHT, false)) {
      int port;
      try (ServedHouse house = new ServedHouse(folder, "")) {
        port = house.port();
        browser.go(house.root() + "/");
        seen(browser, "#link", "live");
      }
      seen(browser, "#link", "no connection to the bridge");
      Files.delete(folder.resolve("ttyP1"));
      Files.delete(folder.resolve("ttyBus"));
      try (ServedHouse again = new ServedHouse(folder, "", port)) {
        seen(browser, "#link", "live");
        again.meterSays(Telegrams.dutch());
        seen(browser, "#watts", "494");
      }
    }
  }

  @Test
  void withATokenItAsksForTheWordAndTakesItByTheKeyboard() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "sesame");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    try (ServedHouse house = new ServedHouse(folder, ", read: token, token-file: " + token);
        Browser browser = Browser.open(320, HEIGHT, false)) {
      house.meterSays(Telegrams.dutch());
      browser.go(house.root() + "/");
      seen(browser, "#link", "needs the token");
      browser.find("#word").sendKeys("sesame", Keys.ENTER);
      seen(browser, "#watts", "494");
    }
  }

  @Test
  void allThatCanBeFoldedOpenIsReachedByTheKeyboardAndStaysOpenWhileValuesChange()
      throws Exception {
    try (ServedHouse house = new ServedHouse(folder, "");
        Browser browser = Browser.open(1280, HEIGHT, false)) {
      house.meterSays(telegram(0, "00.494", "00.000"));
      browser.go(house.root() + "/");
      seen(browser, "#ports", "p1 on port");
      browser.find("body").sendKeys(Keys.TAB); // to the values
      seen(browser, ".skip", "to the values");
      browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
      browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
      seen(browser, "#ports details[open]", "came since the start");
      house.meterSays(telegram(1, "00.777", "00.000"));
      seen(browser, "#watts", "777");
      seen(browser, "#ports details[open]", "came since the start");
      assertThat(browser.driver().switchTo().activeElement().getTagName()).isEqualTo("summary");
    }
  }
}
