package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.count.CountBook;
import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.cards.count.StoredRun;
import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.cards.follow.KnownPlaces;
import io.decisionos.gateway.cards.follow.PlaceBook;
import io.decisionos.gateway.cards.topic.TopicPlace;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The log of one tenant and what is counted of it. A record is first written, then brought to the
 * disk, then counted. For one thread.
 */
final class TenantLog implements Closeable {
  /** For so long a repeat under the same key is known. */
  static final Duration RECEIPTS_KEPT = Duration.ofMinutes(10);

  private final EventSegments segments;
  private final CheckpointFile file;
  private final CountBook counts;
  private final Map<String, Receipt> receipts = new LinkedHashMap<>();
  private final PlaceBook places = new PlaceBook();
  private final Map<Integer, Long> topic = new HashMap<>();

  private TenantLog(EventSegments segments, CheckpointFile file, CountBook counts) {
    this.segments = segments;
    this.file = file;
    this.counts = counts;
  }

  /**
   * Opens a tenant's log and counts what the last checkpoint does not.
   *
   * @param counted the folder for what is made of the log
   */
  static TenantLog open(EventSegments segments, Path counted) throws IOException {
    var file = new CheckpointFile(counted);
    Checkpoint last = file.read();
    Optional<CountBook> counts = CountBook.open(counted, last.counts());
    boolean fits = counts.isPresent() && segments.reaches(last.position());
    Checkpoint usable = fits ? last : Checkpoint.NONE;
    file.clean(usable);
    var log = new TenantLog(segments, file, fits ? counts.get() : new CountBook(counted));
    log.takeUp(usable);
    segments.recover(usable.position(), log::count);
    return log;
  }

  private void takeUp(Checkpoint checkpoint) {
    checkpoint.receipts().forEach(receipt -> receipts.put(receipt.key(), receipt));
    places.takeUp(checkpoint.followed());
    topic.putAll(checkpoint.topic());
  }

  /** The number of different reasons with these. */
  int namesWith(List<ReasonEvent> events) {
    return counts.namesWith(events);
  }

  boolean knows(String reason) {
    return counts.knows(reason);
  }

  Optional<Receipt> receipt(String key) {
    return Optional.ofNullable(receipts.get(key));
  }

  KnownPlaces followed() {
    return places.all();
  }

  /** Whether a record of the topic is in this log already. */
  boolean has(TopicPlace place) {
    return topic.getOrDefault(place.partition(), -1L) >= place.offset();
  }

  /** Forgets how far files are read that are gone; the disk forgets with the next checkpoint. */
  void forget(Set<Long> inodes) {
    places.forget(inodes);
  }

  /** Writes frames; all or nothing. */
  void append(ByteBuffer frames, LocalDate today) throws IOException {
    segments.append(frames, today);
  }

  void force() throws IOException {
    segments.force();
  }

  /** Counts a record that is on the disk. */
  void count(BatchRecord record) {
    record.receipt().ifPresent(receipt -> receipts.put(receipt.key(), receipt));
    record.followed().ifPresent(places::put);
    record.place().ifPresent(place -> topic.put(place.partition(), place.offset()));
    if (!record.events().isEmpty()) {
      counts.add(record.events());
    }
  }

  ReasonCounts view() {
    return counts.view();
  }

  /** When the newest batch with a key came, by the clock of who took it. */
  Instant newest() {
    long millis = receipts.values().stream().mapToLong(Receipt::millis).max().orElse(0);
    return Instant.ofEpochMilli(millis);
  }

  /** Forgets what nobody may repeat any more, and closes what is not written at the moment. */
  void keepHouse(Instant now) throws IOException {
    long oldest = now.minus(RECEIPTS_KEPT).toEpochMilli();
    receipts.values().removeIf(receipt -> receipt.millis() < oldest);
    segments.rest();
  }

  /** What is to be written so that a start need not count it again. */
  record Draft(CountBook.Draft counts, CheckpointFile file, Checkpoint checkpoint) {
    /** Writes it; may be called on any thread. */
    StoredRun write() throws IOException {
      StoredRun made = counts.write();
      file.write(checkpoint);
      return made;
    }
  }

  /** Takes a draft; until {@link #finish} or {@link #giveUp} there is no other. */
  Draft draft() throws IOException {
    CountBook.Draft draft = counts.draft();
    var checkpoint =
        new Checkpoint(
            segments.end(), draft.filed(), List.copyOf(receipts.values()), places.all(), topic);
    return new Draft(draft, file, checkpoint);
  }

  void finish(Draft draft, StoredRun made) throws IOException {
    counts.finish(draft.counts(), made);
  }

  void giveUp() {
    counts.giveUp();
  }

  /** How many events a start would have to count again. */
  long uncheckpointed() {
    return counts.unfiled();
  }

  long bytesInMemory() {
    return counts.bytesInMemory();
  }

  long version() {
    return counts.version();
  }

  long bytes() {
    return segments.bytes();
  }

  long damaged() {
    return segments.damaged();
  }

  @Override
  public void close() throws IOException {
    segments.close();
  }
}
