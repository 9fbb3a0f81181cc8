package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.junit.jupiter.api.Test;

class BusQueueTest {
  private final BusQueue queue = new BusQueue(100, new LineShare());
  private final Asker a = new Asker("a");
  private final Asker b = new Asker("b");
  private final Asker c = new Asker("c");
  private long now;
  private int address;

  /** A read like no other. */
  private Request read(Asker client) {
    address += 10;
    return add(client.read(address, 1, now++));
  }

  private Request write(Asker client) {
    return add(client.write(0x0201, 6, now++));
  }

  private Request add(Request request) {
    assertThat(queue.add(request)).isEmpty();
    return request;
  }

  private Transaction take() {
    return queue.take(request -> true).orElseThrow();
  }

  private List<Request> takeAll() {
    List<Request> taken = new ArrayList<>();
    while (queue.size() > 0) {
      taken.addAll(take().served());
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
    assertThat(take().lead()).isEqualTo(a1);
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
  void writesThatKeptNobodyWaitingDoNotCount() {
    for (int i = 0; i < 4; i++) {
      write(a);
    }
    takeAll();
    Request write = write(a);
    Request read = read(b);
    assertThat(takeAll()).containsExactly(write, read);
  }

  @Test
  void atTheBoundTheNewestRequestOfTheGreediestIsRefused() {
    BusQueue small = new BusQueue(3, new LineShare());
    List<Request> ofA = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ofA.add(a.read(i, 1, i));
      assertThat(small.add(ofA.get(i))).isEmpty();
    }
    assertThat(small.add(b.read(9, 1, 4))).contains(ofA.get(2));
    assertThat(small.size()).isEqualTo(3);
    Request fourth = a.read(4, 1, 5);
    assertThat(small.add(fourth)).contains(fourth);
  }

  @Test
  void amongEquallyGreedyClientsTheNewcomerIsRefused() {
    BusQueue small = new BusQueue(1, new LineShare());
    small.add(a.read(0, 1, 0));
    Request newcomer = b.read(0, 1, 1);
    assertThat(small.add(newcomer)).contains(newcomer);
  }

  @Test
  void whatMayNotGoKeepsItsPlaceAndItsClientsOthersBehindIt() {
    Request held = read(a);
    Request behind = write(a);
    Request other = read(b);
    assertThat(queue.take(request -> request != held).orElseThrow().lead()).isEqualTo(other);
    assertThat(queue.take(request -> request != held)).isEmpty();
    assertThat(takeAll()).containsExactly(held, behind);
  }

  @Test
  void expiredRequestsAreRemoved() {
    Request first = read(a);
    Request second = write(b);
    assertThat(queue.nextDeadline()).hasValue(first.deadline());
    assertThat(queue.removeExpired(first.deadline() - 1)).isEmpty();
    assertThat(queue.removeExpired(second.deadline())).containsExactly(first, second);
    assertThat(queue.size()).isZero();
    assertThat(queue.hasWrites()).isFalse();
    assertThat(queue.nextDeadline()).isEmpty();
  }

  @Test
  void aClientThatIsGoneLeavesNothing() {
    read(a);
    write(a);
    Request ofB = read(b);
    queue.remove(a, request -> true);
    assertThat(takeAll()).containsExactly(ofB);
    assertThat(queue.hasWrites()).isFalse();
  }

  @Test
  void equalReadsThatWaitTogetherShareOneTransaction() {
    Request ofA = add(a.read(5, 3, now++));
    Request other = add(b.read(50, 3, now++));
    Request ofC = add(c.read(5, 3, now++));
    Transaction first = take();
    assertThat(first.lead()).isEqualTo(ofA);
    assertThat(first.served()).containsExactly(ofA, ofC);
    assertThat(take().served()).containsExactly(other);
  }

  @Test
  void aReadOfTheSameRegistersOfAnotherUnitOrWithAnotherFunctionSharesNothing() {
    add(a.read(5, 3, now++));
    add(b.request(3, Pdu.request(4, 5, 3), now++));
    add(c.request(2, Pdu.request(3, 5, 3), now++));
    assertThat(take().served()).hasSize(1);
    assertThat(take().served()).hasSize(1);
    assertThat(take().served()).hasSize(1);
  }

  @Test
  void aPipeliningClientsEqualReadsAreMergedUpToTheFirstThatIsNot() {
    Request first = add(a.read(5, 3, now++));
    Request second = add(a.read(5, 3, now++));
    Request other = add(a.read(50, 3, now++));
    Request third = add(a.read(5, 3, now++));
    assertThat(take().served()).containsExactly(first, second);
    assertThat(take().served()).containsExactly(other);
    assertThat(take().served()).containsExactly(third);
  }

  @Test
  void aReadInsideAWaitingWiderOneIsServedByIt() {
    Request narrow = add(a.read(6, 1, now++));
    Request wide = add(b.read(5, 3, now++));
    Request overlapping = add(c.read(7, 3, now++));
    Transaction first = take();
    assertThat(first.lead()).isEqualTo(wide);
    assertThat(first.served()).containsExactlyInAnyOrder(wide, narrow);
    assertThat(take().served()).containsExactly(overlapping);
  }

  @Test
  void aReadThatCameAfterAWaitingWriteToItsUnitDoesNotJoinAnEarlierRead() {
    read(a);
    Request behind = write(a); // waits behind its own client's read
    Request early = add(b.read(5, 3, now++));
    Request late = add(c.read(5, 3, now++));
    take();
    for (int i = 0; i < BusQueue.WRITES_IN_A_ROW; i++) {
      // Writes go first, so a read overtakes one only when four have gone already.
      queue.putBack(a.write(0x0201, i, behind.arrived()));
      assertThat(take().lead().isRead()).isFalse();
    }
    Transaction read = take();
    assertThat(read.lead()).isEqualTo(early);
    assertThat(read.served()).containsExactly(early);
    assertThat(take().lead()).isEqualTo(behind);
    assertThat(take().served()).containsExactly(late);
  }

  @Test
  void aWriteToAnotherUnitKeepsNobodyFromJoining() {
    read(a);
    add(a.request(9, Pdu.request(6, 0, 0), now++));
    Request early = add(b.read(5, 3, now++));
    Request late = add(c.read(5, 3, now++));
    take();
    for (int i = 0; i < BusQueue.WRITES_IN_A_ROW; i++) {
      queue.putBack(a.request(9, Pdu.request(6, 0, i), 0));
      take();
    }
    assertThat(take().served()).containsExactly(early, late);
  }

  @Test
  void aBroadcastKeepsEveryUnitsReadsFromJoining() {
    read(a);
    add(a.request(Adu.BROADCAST, Pdu.request(6, 0, 0), now++));
    add(b.read(5, 3, now++));
    add(c.read(5, 3, now++));
    take();
    for (int i = 0; i < BusQueue.WRITES_IN_A_ROW; i++) {
      queue.putBack(a.request(9, Pdu.request(6, 0, i), 0));
      take();
    }
    assertThat(take().served()).hasSize(1);
  }
}
