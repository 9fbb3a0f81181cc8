package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.testing.Browser;
import org.evsebridge.bridge.testing.ModbusClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an open page costs the default rig, which runs as a program of its own: {@code .ci/judge
 * page cost}, on a quiet machine. {@code PAGE_SECONDS} is how long each of its spans lasts, {@code
 * PAGE_MINUTES} how long growth is watched.
 */
class PageCostJudge {
  private static final long SPAN = seconds("PAGE_SECONDS", 20);
  private static final long GROWTH = 60 * seconds("PAGE_MINUTES", 4);
  private static final int UNIT = 2;
  private static final int LIMIT = 0x0100;

  @TempDir Path dir;
  private MeasuredRig rig;

  private static long seconds(String name, long usual) {
    return Long.parseLong(System.getenv().getOrDefault(name, Long.toString(usual)));
  }

  @BeforeEach
  void start() throws IOException {
    rig = MeasuredRig.start(dir.resolve("rig"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    rig.close();
  }

  private static void told(String what, Object... values) {
    System.out.println("page cost: " + String.format(what, values));
  }

  private static void pass(long seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
  }

  /** A rig with a page open, beside one without. */
  private final class Pair implements AutoCloseable {
    private final MeasuredRig with;
    private final MeasuredRig without;
    private final Browser browser = Browser.open(1280, 1000, false);

    Pair(int number) throws IOException {
      with = MeasuredRig.start(dir.resolve("with" + number));
      without = MeasuredRig.start(dir.resolve("without" + number));
    }

    /** What the page costs of the processor, in seconds, since the rigs began. */
    double processorSeconds() throws IOException {
      return with.processorSeconds() - without.processorSeconds();
    }

    /** What it costs of memory, in MB, after a collection. */
    double megabytes() throws Exception {
      double heap = with.liveMegabytes();
      double heapWithout = without.liveMegabytes();
      double memory = with.residentMegabytes();
      double memoryWithout = without.residentMegabytes();
      told(
          "%.1f MB of memory (%.1f and %.1f MB), of which %.1f MB of heap (%.1f and %.1f MB)",
          memory - memoryWithout, memory, memoryWithout, heap - heapWithout, heap, heapWithout);
      return memory - memoryWithout;
    }

    @Override
    public void close() throws InterruptedException {
      browser.close();
      with.close();
      without.close();
    }
  }

  /** Java's compilers take and give back some MB at any moment: the middle of three rigs counts. */
  @Test
  void aPageCostsThreePercentOfACoreAndTenMegabytesAtMost() throws Exception {
    try (Pair one = new Pair(1);
        Pair two = new Pair(2);
        Pair three = new Pair(3)) {
      List<Pair> pairs = List.of(one, two, three);
      pass(2 * SPAN); // Java gets into its stride
      pairs.forEach(pair -> pair.browser.go(pair.with.address()));
      pass(SPAN);
      List<Double> processor = new ArrayList<>();
      for (Pair pair : pairs) {
        processor.add(-pair.processorSeconds());
      }
      pass(3 * SPAN);
      List<Double> memory = new ArrayList<>();
      for (int i = 0; i < pairs.size(); i++) {
        double seconds = processor.get(i) + pairs.get(i).processorSeconds();
        processor.set(i, 100 * seconds / (3 * SPAN));
        memory.add(pairs.get(i).megabytes());
      }
      told("an open page: %.1f MB of memory", median(memory));
      told("an open page: %.2f %% of a core %s", median(processor), processor);
      assertThat(median(processor)).isLessThanOrEqualTo(3);
      assertThat(median(memory)).isLessThanOrEqualTo(10);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** How long answers took and how far telegrams were from a second apart, in ms, sorted. */
  private record Pace(double[] answers, double[] telegrams) {
    double p99(double[] of) {
      return of[(int) (of.length * 0.99)];
    }

    void assertAsQuickAs(Pace other) {
      assertThat(p99(answers)).isLessThan(other.p99(other.answers) + 5);
      assertThat(p99(telegrams)).isLessThan(other.p99(other.telegrams) + 20);
    }

    @Override
    public String toString() {
      return String.format(
          "%d answers, p50 %.2f and p99 %.2f ms; %d telegrams, p50 %.2f and p99 %.2f ms off their"
              + " second",
          answers.length,
          answers[answers.length / 2],
          p99(answers),
          telegrams.length,
          telegrams[telegrams.length / 2],
          p99(telegrams));
    }
  }

  private Pace pace() throws Exception {
    List<Double> answers = new ArrayList<>();
    List<Double> telegrams = new ArrayList<>();
    Thread reader =
        new Thread(
            () -> {
              try (Socket socket = new Socket("127.0.0.1", rig.p1())) {
                socket.setSoTimeout(5000);
                long last = 0;
                int read = socket.getInputStream().read();
                while (read >= 0 && !Thread.currentThread().isInterrupted()) {
                  if (read == '!') {
                    long now = System.nanoTime();
                    if (last != 0) {
                      telegrams.add(Math.abs((now - last) / 1e6 - 1000));
                    }
                    last = now;
                  }
                  read = socket.getInputStream().read();
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    reader.start();
    try (ModbusClient client =
        ModbusClient.connect(Framing.TCP, new InetSocketAddress("127.0.0.1", rig.modbus()))) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 * SPAN);
      while (System.nanoTime() < end) {
        long asked = System.nanoTime();
        client.ask(UNIT, Pdu.request(4, LIMIT, 1));
        answers.add((System.nanoTime() - asked) / 1e6);
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    reader.interrupt();
    reader.join();
    return new Pace(sorted(answers), sorted(telegrams));
  }

  private static double[] sorted(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private interface Opening {
    TenPages at(String address);
  }

  /**
   * The pace of the rig beside ten pages.
   *
   * @param of whose pages they are; those of another rig take as much of the machine, and nothing
   *     of this one
   */
  private Pace beside(Opening pages, MeasuredRig of) throws Exception {
    Pace pace;
    try (TenPages open = pages.at(of.address())) {
      pass(5);
      pace = pace();
    }
    pass(2);
    return pace;
  }

  @Test
  void answersAndTelegramsAreAsQuickWithTenPagesOpen() throws Exception {
    try (MeasuredRig other = MeasuredRig.start(dir.resolve("other"))) {
      pace();
      Pace none = pace();
      told("beside no page: %s", none);
      String clients = "ten clients that ask as pages do";
      Pace besideClients = assertAsQuick(clients, TenPages::clients, other);
      besideClients.assertAsQuickAs(none);
      assertAsQuick("ten browsers", TenPages::browsers, other);
      told("beside no page again: %s", pace());
    }
  }

  private Pace assertAsQuick(String what, Opening pages, MeasuredRig other) throws Exception {
    Pace elsewhere = beside(pages, other);
    Pace here = beside(pages, rig);
    told("beside %s: %s", what, here);
    told("the same at another rig of this machine, the clients' own part: %s", elsewhere);
    here.assertAsQuickAs(elsewhere);
    return here;
  }

  @Test
  void theFirstPaintComesWithinASecondAndTheFirstLoadIsSmall() throws Exception {
    List<Double> paints = new ArrayList<>();
    double loaded = 0;
    for (int i = 0; i < 5; i++) {
      try (Browser browser = Browser.open(1280, 1000, false)) {
        browser.go(rig.address());
        pass(2);
        paints.add(
            ((Number)
                    browser.script(
                        "return"
                            + " performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                .doubleValue());
        loaded = ((Number) browser.script(PageTest.LOADED)).doubleValue();
      }
    }
    told("first paint after %.0f ms %s, first load %.0f bytes", median(paints), paints, loaded);
    assertThat(median(paints)).isLessThan(1000);
    assertThat(loaded).isLessThan(150_000);
  }

  @Test
  void anOpenPageGrowsNeitherTheBrowserNorTheRig() throws Exception {
    try (Browser browser = Browser.open(1280, 1000, false)) {
      browser.go(rig.address());
      browser.find("#registers");
      browser.script("document.querySelectorAll('main > details').forEach(d => d.open = true)");
      browser.script("fetch('/clock', {method: 'PATCH', body: '{\"speed\": 3600}'})");
      pass(GROWTH / 4); // until what is bounded is full
      double[] browserBefore = browserMegabytes(browser);
      double rigBefore = rig.liveMegabytes();
      long from = System.nanoTime();
      pass(GROWTH);
      double hours = 3600 * (System.nanoTime() - from) / 3.6e12;
      double[] browserAfter = browserMegabytes(browser);
      double rigAfter = rig.liveMegabytes();
      told(
          "after %.0f simulated hours more the browser's heap went from %.2f to %.2f MB, its nodes"
              + " from %.0f to %.0f, the rig's heap from %.1f to %.1f MB",
          hours,
          browserBefore[0],
          browserAfter[0],
          browserBefore[1],
          browserAfter[1],
          rigBefore,
          rigAfter);
      assertThat(browserAfter[0] - browserBefore[0]).isLessThan(1);
      assertThat(browserAfter[1] - browserBefore[1]).isLessThan(500);
      assertThat(rigAfter - rigBefore).isLessThan(2);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  /** The heap that is still needed, in MB, and how many nodes there are. */
  private static double[] browserMegabytes(Browser browser) {
    browser.driver().executeCdpCommand("HeapProfiler.enable", Map.of());
    browser.driver().executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    Map<?, ?> used = browser.driver().executeCdpCommand("Memory.getDOMCounters", Map.of());
    Map<?, ?> heap = browser.driver().executeCdpCommand("Runtime.getHeapUsage", Map.of());
    return new double[] {
      ((Number) heap.get("usedSize")).doubleValue() / 1e6,
      ((Number) used.get("nodes")).doubleValue()
    };
  }
}
