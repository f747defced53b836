package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.cards.follow.FilePlace;
import io.decisionos.gateway.cards.topic.TopicPlace;
import io.decisionos.gateway.text.Packer;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one commit of a tenant's log holds.
 *
 * @param receipt if the batch came with an idempotency key
 * @param followed if the events are a file's of another process: how far it is read with them
 * @param place where the record stands in the topic of all gateways, if it is of one
 */
record BatchRecord(
    List<ReasonEvent> events,
    Optional<Receipt> receipt,
    Optional<FilePlace> followed,
    Optional<TopicPlace> place) {
  /** A record that changes nothing. */
  static final BatchRecord NOTHING = new BatchRecord(List.of(), Optional.empty(), Optional.empty());

  // The first two bytes tell a record from what damage looks like.
  private static final int MARK = 0xe7;
  private static final short MARK_AS_WRITTEN = (short) 0xe701;
  private static final int VERSION = 1;
  private static final int VERSION_WITH_PLACE = 2;
  private static final int NANOS = 1_000_000_000;

  /** A record of this gateway's own log. */
  BatchRecord(List<ReasonEvent> events, Optional<Receipt> receipt, Optional<FilePlace> followed) {
    this(events, receipt, followed, Optional.empty());
  }

  /** The same as it is in the topic. */
  BatchRecord at(TopicPlace there) {
    return new BatchRecord(events, receipt, followed, Optional.of(there));
  }

  /** The same without the place in a file of another process, which is another gateway's. */
  BatchRecord withoutFollowed() {
    return new BatchRecord(events, receipt, Optional.empty(), place);
  }

  ByteBuffer encode() {
    var packer = new Packer();
    packer.number(MARK);
    packer.number(place.isPresent() ? VERSION_WITH_PLACE : VERSION);
    packer.number(receipt.isPresent() ? 1 : 0);
    receipt.ifPresent(known -> write(packer, known));
    packer.number(followed.isPresent() ? 1 : 0);
    followed.ifPresent(file -> file.write(packer));
    place.ifPresent(
        there -> {
          packer.number(there.partition());
          packer.number(there.offset());
        });
    writeEvents(packer);
    return packer.finish();
  }

  private static void write(Packer packer, Receipt receipt) {
    packer.text(receipt.key());
    packer.text(receipt.body());
    packer.number(receipt.events());
    packer.number(receipt.millis());
  }

  private void writeEvents(Packer packer) {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    events.forEach(event -> reasons.putIfAbsent(event.reason(), reasons.size()));
    packer.number(reasons.size());
    reasons.keySet().forEach(packer::text);
    packer.number(events.size());
    long second = 0;
    for (ReasonEvent event : events) {
      Instant ts = event.ts();
      packer.signed(ts.getEpochSecond() - second);
      packer.number(ts.getNano());
      second = ts.getEpochSecond();
      packer.number(reasons.get(event.reason()));
      packer.number(event.count());
    }
  }

  /** Tells whether bytes may be a record, at little cost. */
  static boolean mayBe(ByteBuffer payload) {
    return payload.remaining() > 2 && payload.getShort(payload.position()) == MARK_AS_WRITTEN;
  }

  /** The record in a payload; empty if it is none that this version writes. */
  static Optional<BatchRecord> decode(ByteBuffer payload) {
    try {
      if (Packer.number(payload) != MARK) {
        return Optional.empty();
      }
      long version = Packer.number(payload);
      if (version != VERSION && version != VERSION_WITH_PLACE) {
        return Optional.empty();
      }
      Optional<Receipt> receipt =
          Packer.number(payload) == 0 ? Optional.empty() : Optional.of(receipt(payload));
      Optional<FilePlace> followed =
          Packer.number(payload) == 0 ? Optional.empty() : Optional.of(FilePlace.read(payload));
      Optional<TopicPlace> place =
          version == VERSION ? Optional.empty() : Optional.of(place(payload));
      return Optional.of(new BatchRecord(readEvents(payload), receipt, followed, place));
    } catch (BufferUnderflowException | ArithmeticException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static TopicPlace place(ByteBuffer payload) {
    return new TopicPlace(Math.toIntExact(Packer.number(payload)), Packer.number(payload));
  }

  private static Receipt receipt(ByteBuffer payload) {
    return new Receipt(
        Packer.text(payload),
        Packer.text(payload),
        Math.toIntExact(Packer.number(payload)),
        Packer.number(payload));
  }

  private static List<ReasonEvent> readEvents(ByteBuffer payload) {
    var reasons = new ArrayList<String>();
    for (long left = Packer.number(payload); left > 0; left--) {
      reasons.add(Packer.text(payload));
    }
    int size = Math.toIntExact(Packer.number(payload));
    var events = new ArrayList<ReasonEvent>();
    long second = 0;
    for (int i = 0; i < size; i++) {
      second += Packer.signed(payload);
      Instant ts = Instant.ofEpochSecond(second, Packer.number(payload) % NANOS);
      String reason = reasons.get(Math.toIntExact(Packer.number(payload)));
      events.add(new ReasonEvent(ts, reason, Packer.number(payload)));
    }
    return events;
  }
}
