package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.junit.jupiter.api.Test;

class BusQueueTest {
  private static final long DEADLINE = 1000;

  private final BusQueue queue = new BusQueue(100);
  private final Client a = new Named("a");
  private final Client b = new Named("b");
  private final Client c = new Named("c");
  private int next;

  private record Named(String name) implements Client {
    @Override
    public void answer(Request request, Pdu answer) {
      throw new AssertionError("the queue answers nobody");
    }
  }

  private Request read(Client client) {
    return add(client, Pdu.request(4, next++, 1));
  }

  private Request write(Client client) {
    return add(client, Pdu.request(6, next++, 1));
  }

  private Request add(Client client, Pdu pdu) {
    Request request = new Request(client, 0, new Adu(2, pdu), 0, DEADLINE);
    assertThat(queue.add(request)).isEmpty();
    return request;
  }

  private List<Request> takeAll() {
    List<Request> taken = new ArrayList<>();
    queue.take(0).ifPresent(taken::add);
    while (queue.size() > 0) {
      taken.add(queue.take(0).orElseThrow());
    }
    return taken;
  }

  @Test
  void requestsOfOneClientGoInTheOrderTheyCameWritesAmongThem() {
    List<Request> sent = List.of(read(a), write(a), read(a), write(a), read(a));
    assertThat(takeAll()).isEqualTo(sent);
  }

  @Test
  void clientsTakeTurnsHoweverMuchOneOfThemAsks() {
    List<Request> ofA = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ofA.add(read(a));
    }
    Request ofB = read(b);
    Request ofC = read(c);
    assertThat(takeAll())
        .containsExactly(ofA.get(0), ofB, ofC, ofA.get(1), ofA.get(2), ofA.get(3), ofA.get(4));
  }

  @Test
  void aClientThatComesBackAtOnceDoesNotOvertake() {
    Request a1 = read(a);
    Request b1 = read(b);
    assertThat(queue.take(0)).contains(a1);
    Request a2 = read(a);
    assertThat(takeAll()).containsExactly(b1, a2);
  }

  @Test
  void aWriteAtTheHeadGoesBeforeReads() {
    Request readA = read(a);
    Request readB = read(b);
    Request writeC = write(c);
    assertThat(takeAll()).containsExactly(writeC, readA, readB);
  }

  @Test
  void atMostFourWritesInARowWhileAReadWaits() {
    List<Request> writes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      writes.add(write(a));
    }
    Request read = read(b);
    List<Request> taken = takeAll();
    assertThat(taken.subList(0, 4)).isEqualTo(writes.subList(0, 4));
    assertThat(taken.get(4)).isEqualTo(read);
    assertThat(taken.subList(5, 7)).isEqualTo(writes.subList(4, 6));
  }

  @Test
  void atTheBoundTheNewestRequestOfTheGreediestIsRefused() {
    BusQueue small = new BusQueue(3);
    List<Request> ofA = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ofA.add(new Request(a, i, new Adu(2, Pdu.request(4, i, 1)), 0, DEADLINE));
      assertThat(small.add(ofA.get(i))).isEmpty();
    }
    Request ofB = new Request(b, 0, new Adu(2, Pdu.request(4, 9, 1)), 0, DEADLINE);
    assertThat(small.add(ofB)).contains(ofA.get(2));
    assertThat(small.size()).isEqualTo(3);
    Request fourth = new Request(a, 4, new Adu(2, Pdu.request(4, 4, 1)), 0, DEADLINE);
    assertThat(small.add(fourth)).contains(fourth);
  }

  @Test
  void afterATimeOutNothingGoesThatTheLateAnswerCouldFit() {
    Request unanswered = read(a);
    assertThat(queue.take(0)).contains(unanswered);
    queue.holdBack(unanswered, 100);
    Request sameShape = read(a);
    Request behind = write(a);
    Request otherFunction = add(b, Pdu.request(3, 0, 1));
    assertThat(queue.take(1)).contains(otherFunction);
    assertThat(queue.take(99)).isEmpty();
    assertThat(queue.nextChange(99)).contains(100L);
    assertThat(queue.take(100)).contains(sameShape);
    assertThat(queue.take(100)).contains(behind);
  }

  @Test
  void expiredRequestsAreRemoved() {
    Request first = read(a);
    Request second = read(b);
    assertThat(queue.removeExpired(DEADLINE - 1)).isEmpty();
    assertThat(queue.nextChange(10)).contains(DEADLINE);
    assertThat(queue.removeExpired(DEADLINE)).containsExactlyInAnyOrder(first, second);
    assertThat(queue.size()).isZero();
    assertThat(queue.nextChange(DEADLINE)).isEmpty();
  }

  @Test
  void aClientThatIsGoneLeavesNothing() {
    read(a);
    write(a);
    Request ofB = read(b);
    queue.remove(a);
    assertThat(takeAll()).containsExactly(ofB);
  }
}
