package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.log.RunShelf.Batch;
import io.decisionos.gateway.cards.log.RunShelf.StoredRun;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
  private final RunFiles files;
  private final ReasonNames names = new ReasonNames(CountRun.MOST_REASONS);
  private final RunShelf shelf = new RunShelf();
  private final Map<String, Receipt> receipts = new LinkedHashMap<>();
  private final PlaceBook places = new PlaceBook();
  private final Map<Integer, Long> topic = new HashMap<>();
  private long version;
  private long checkpointed;
  private Optional<RunCounts> view = Optional.empty();

  private TenantLog(EventSegments segments, RunFiles files) {
    this.segments = segments;
    this.files = files;
  }

  /** Opens a tenant's log and counts what the last checkpoint does not. */
  static TenantLog open(EventSegments segments, RunFiles files) throws IOException {
    var log = new TenantLog(segments, files);
    Checkpoint checkpoint = files.checkpoint();
    Optional<List<StoredRun>> runs = log.runs(checkpoint);
    Checkpoint usable = runs.isPresent() ? checkpoint : Checkpoint.NONE;
    files.clean(usable);
    log.takeUp(usable, runs.orElse(List.of()));
    segments.recover(usable.position(), log::count);
    return log;
  }

  /** The runs of a checkpoint; empty if they do not fit the files. */
  private Optional<List<StoredRun>> runs(Checkpoint checkpoint) throws IOException {
    var runs = new ArrayList<StoredRun>();
    for (String name : checkpoint.runs()) {
      files.open(name).ifPresent(runs::add);
    }
    boolean whole = runs.size() == checkpoint.runs().size();
    return whole && segments.reaches(checkpoint.position()) ? Optional.of(runs) : Optional.empty();
  }

  private void takeUp(Checkpoint checkpoint, List<StoredRun> runs) {
    checkpoint.names().forEach(names::idOf);
    runs.forEach(shelf::stored);
    checkpoint.receipts().forEach(receipt -> receipts.put(receipt.key(), receipt));
    places.takeUp(checkpoint.followed());
    topic.putAll(checkpoint.topic());
    version = checkpoint.version();
    checkpointed = version;
  }

  /** The number of different reasons with these. */
  int namesWith(List<ReasonEvent> events) {
    Set<String> added = new HashSet<>();
    for (ReasonEvent event : events) {
      if (!names.knows(event.reason())) {
        added.add(event.reason());
      }
    }
    return names.size() + added.size();
  }

  boolean knows(String reason) {
    return names.knows(reason);
  }

  Optional<Receipt> receipt(String key) {
    return Optional.ofNullable(receipts.get(key));
  }

  FollowedFiles followed() {
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
      version += record.events().size();
      var cells = new CellSort();
      record
          .events()
          .forEach(event -> cells.add(event.ts(), names.idOf(event.reason()), event.count()));
      shelf.add(cells.run(version, CountRun.HEAP));
      view = Optional.empty();
    }
  }

  RunCounts view() {
    if (view.isEmpty()) {
      view = Optional.of(new RunCounts(names.list(), shelf.runs(), version));
    }
    return view.get();
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
  record Draft(RunFiles files, Batch batch, Checkpoint checkpoint, long number) {
    /** Writes it; may be called on any thread. */
    StoredRun write() throws IOException {
      StoredRun made = files.write(batch.runs(), number);
      files.write(checkpoint);
      return made;
    }
  }

  /** Takes a draft; until {@link #finish} or {@link #giveUp} there is no other. */
  Draft draft() throws IOException {
    Batch batch = shelf.freeze();
    // Every file has a number of its own, since there is something new in it.
    String made = RunFiles.name(version);
    var checkpoint =
        new Checkpoint(
            segments.end(),
            version,
            names.list().all(),
            shelf.filesAfter(batch, made),
            List.copyOf(receipts.values()),
            places.all(),
            topic);
    return new Draft(files, batch, checkpoint, version);
  }

  void finish(Draft draft, StoredRun made) throws IOException {
    shelf.replace(draft.batch(), made);
    view = Optional.empty();
    checkpointed = draft.checkpoint().version();
    files.delete(draft.batch().files());
  }

  void giveUp() {
    shelf.keep();
  }

  /** How many events a start would have to count again. */
  long uncheckpointed() {
    return version - checkpointed;
  }

  long bytesInMemory() {
    return shelf.bytesInMemory();
  }

  long version() {
    return version;
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
