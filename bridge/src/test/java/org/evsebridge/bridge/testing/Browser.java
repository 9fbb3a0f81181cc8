package org.evsebridge.bridge.testing;

import static java.util.logging.Level.ALL;
import static java.util.logging.Level.WARNING;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The system's own chromium, without a window, as a person's phone or screen. Where it is missing,
 * the test is skipped or fails as with all {@link Peers}.
 */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Opens a browser.
   *
   * @param width in CSS pixels, such as 360 for a phone
   * @param dark whether its user likes it dark
   */
  public static Browser open(int width, int height, boolean dark) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(Peers.program("chromium"));
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // root has none
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars");
    ChromeDriver driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(Peers.program("chromedriver")))
                .usingAnyFreePort()
                .build(),
            options);
    Browser browser = new Browser(driver);
    browser.becomes(width, height, dark);
    return browser;
  }

  /** Changes its size and what its user likes, as {@link #open} has them. */
  public void becomes(int width, int height, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  public ChromeDriver driver() {
    return driver;
  }

  public void go(String address) {
    driver.get(address);
  }

  /** What a CSS selector finds first; waited for. */
  public WebElement find(String selector) {
    return await()
        .atMost(PATIENCE)
        .until(() -> driver.findElements(By.cssSelector(selector)), found -> !found.isEmpty())
        .get(0);
  }

  /** The text of what a CSS selector finds first. */
  public String text(String selector) {
    return find(selector).getText();
  }

  /** Presses what a selector finds, wherever it is on the page. */
  public void press(String selector) {
    driver.executeScript(
        "arguments[0].scrollIntoView({block: 'center'}); arguments[0].focus();", find(selector));
    find(selector).click();
  }

  /** What a script gives. */
  public Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** What the page complained of: refused files, failed scripts, warnings. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Whether something must be scrolled sideways to be seen. */
  public boolean isTooWide() {
    return (Boolean)
        script(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
  }

  /**
   * What axe-core finds wrong that is serious or worse.
   *
   * @param axe its script
   */
  public List<?> barriers(Path axe) throws IOException {
    script(Files.readString(axe));
    return (List<?>)
        driver.executeAsyncScript(
            "const done = arguments[0]; axe.run().then(r => done(r.violations"
                + ".filter(v => ['serious', 'critical'].includes(v.impact))"
                + ".map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary)"
                + ".join(' | '))));");
  }

  /** A picture of what is seen. */
  public void shoot(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
