package org.evsebridge.bridge.ser2net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.evsebridge.bridge.config.ser2net.KeepOpen;

/**
 * An endpoint that stays up while the endpoint behind it comes and goes, which is opened again and
 * again. It is up as soon as the first attempt has ended, well or not, and down only when it is
 * closed. What it is given while nothing is behind it waits, or is thrown away if the configuration
 * says so.
 */
final class KeptOpenEndpoint implements Endpoint {
  private final KeepOpen keepOpen;
  private final EventLoop loop;
  private final Owner owner;
  private final Function<Owner, Endpoint> make;

  /**
   * What was given while nothing was behind; the owner bounds it, as none of it is reported as
   * written.
   */
  private final List<byte[]> waiting = new ArrayList<>();

  private Endpoint inner;
  private boolean up;
  private boolean there;
  private boolean hasBeenThere;
  private boolean listening = true;
  private boolean closing;

  /** How many bytes the endpoint behind was given and has not written yet. */
  private int underWay;

  /** The next attempt; null while the endpoint behind is open or being opened. */
  private Future<?> retry;

  /**
   * @param make makes the endpoint behind, anew for each attempt
   */
  KeptOpenEndpoint(KeepOpen keepOpen, EventLoop loop, Owner owner, Function<Owner, Endpoint> make) {
    this.keepOpen = keepOpen;
    this.loop = loop;
    this.owner = owner;
    this.make = make;
  }

  @Override
  public void open() {
    retry = null;
    inner = make.apply(new InnerEvents());
    inner.open();
  }

  private void up() {
    if (!up) {
      up = true;
      owner.up();
    }
  }

  private final class InnerEvents implements Owner {
    @Override
    public void up() {
      boolean again = up;
      there = true;
      hasBeenThere = true;
      inner.listen(listening);
      KeptOpenEndpoint.this.up();
      if (again) {
        owner.back();
      }
      List<byte[]> pieces = List.copyOf(waiting);
      waiting.clear();
      pieces.forEach(KeptOpenEndpoint.this::write);
    }

    @Override
    public void received(byte[] bytes) {
      owner.received(bytes);
    }

    @Override
    public void wrote(int bytes) {
      underWay -= bytes;
      owner.wrote(bytes);
    }

    @Override
    public void down(Ending why) {
      boolean news = there || !up;
      there = false;
      if (closing) {
        owner.down(new Ending.Closed());
        return;
      }
      retry = loop.schedule(() -> open(), keepOpen.retry().toNanos(), TimeUnit.NANOSECONDS);
      owner.wrote(underWay); // that is lost with it
      underWay = 0;
      KeptOpenEndpoint.this.up();
      if (news) {
        owner.away(why);
      }
    }
  }

  @Override
  public void listen(boolean on) {
    listening = on;
    inner.listen(on);
  }

  @Override
  public boolean canWait() {
    return inner.canWait();
  }

  @Override
  public void write(byte[] bytes) {
    if (there) {
      underWay += bytes.length;
      inner.write(bytes);
    } else if (hasBeenThere && keepOpen.discards()) {
      owner.wrote(bytes.length);
    } else {
      waiting.add(bytes);
    }
  }

  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    waiting.clear();
    if (retry == null) {
      inner.close();
    } else {
      retry.cancel(false);
      loop.execute(() -> owner.down(new Ending.Closed()));
    }
  }

  @Override
  public String shown() {
    return inner.shown();
  }

  @Override
  public SerialControl control() {
    return there ? inner.control() : SerialControl.NONE;
  }
}
