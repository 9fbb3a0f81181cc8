package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.testing.Browser;

/** Ten pages of a rig that are open at a time, until they are closed. */
interface TenPages extends AutoCloseable {
  int TEN = 10;

  @Override
  void close() throws InterruptedException;

  /** As browsers show it. */
  static TenPages browsers(String address) {
    List<Browser> browsers = new ArrayList<>();
    for (int i = 0; i < TEN; i++) {
      browsers.add(Browser.open(1280, 1000, false));
      browsers.get(i).go(address);
    }
    return () -> browsers.forEach(Browser::close);
  }

  /** What ten pages ask whose lists are all open and that show the whole run, without browsers. */
  static TenPages clients(String address) {
    HttpClient client = HttpClient.newHttpClient();
    List<Reading> streams = new ArrayList<>();
    List<Thread> pages = new ArrayList<>();
    for (int i = 0; i < TEN; i++) {
      streams.add(new Reading());
      client.sendAsync(
          request(address, "events?state=on"), BodyHandlers.fromLineSubscriber(streams.get(i)));
      pages.add(new Thread(() -> ask(client, address)));
    }
    pages.forEach(Thread::start);
    return () -> {
      assertThat(pages).allMatch(Thread::isAlive);
      assertThat(streams).allMatch(stream -> stream.states > 0 && !stream.ended);
      streams.forEach(Reading::end);
      pages.forEach(Thread::interrupt);
      for (Thread page : pages) {
        page.join();
      }
    };
  }

  private static void ask(HttpClient client, String address) {
    List<String> eachSecond = List.of("lines/rs485/transactions?last=30", "meter/telegram");
    List<String> eachOtherSecond = List.of("chargers/station/registers", "history");
    try {
      for (int second = 0; true; second++) {
        List<String> paths = new ArrayList<>(eachSecond);
        if (second % 2 == 0) {
          paths.addAll(eachOtherSecond);
        }
        for (String path : paths) {
          client.send(request(address, path), BodyHandlers.discarding());
        }
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpRequest request(String address, String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).build();
  }

  /** Reads a stream until it is ended. */
  final class Reading implements Flow.Subscriber<String> {
    private volatile Flow.Subscription subscription;
    private volatile int states;
    private volatile boolean ended;

    @Override
    public void onSubscribe(Flow.Subscription begun) {
      subscription = begun;
      begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      if (line.startsWith("event: state")) {
        states++;
      }
    }

    @Override
    public void onError(Throwable failure) {
      ended = true;
    }

    @Override
    public void onComplete() {
      ended = true;
    }

    private void end() {
      subscription.cancel();
    }
  }
}
