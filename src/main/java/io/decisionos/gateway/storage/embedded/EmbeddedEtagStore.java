package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.RefusedFileException;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.EntityTag;
import io.decisionos.gateway.storage.Entry;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.Listing;
import io.decisionos.gateway.storage.Precondition;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Stored;
import io.decisionos.gateway.storage.TagMint;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.Usage;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * Entries in a log of this machine. A write is in the file before it is answered, so {@code kill
 * -9} loses nothing; {@link #keepHouse} brings it to the disk, so that a loss of power costs what
 * was written since.
 *
 * <p>Blocks while it reads and writes: it belongs on a worker. Its owner calls {@link #keepHouse}
 * at least once a second.
 */
final class EmbeddedEtagStore implements EtagStore {
  private static final int SWEEP_BATCH = 10_000;

  /** More than one, so that expiry keeps up with writing at any rate. */
  private static final int SWEEP_PER_WRITE = 4;

  /** Written to see whether a disk that failed is well again; no tenant has this name. */
  private static final EntryRecord PROBE =
      EntryRecord.removal(new StoreKey(new TenantId(TenantId.RESERVED), "probe"), Optional.empty());

  private final Site site;
  private final Bounds bounds;
  private final SegmentLog log;
  private final GroupCommit group;
  private final EntryIndex index;
  private final OnceTable<Optional<Stored>> done;
  private final EntryRoom room;
  private final TagMint tags = TagMint.random();

  private EmbeddedEtagStore(Site site, Bounds bounds) throws IOException {
    this.site = site;
    this.bounds = bounds;
    this.index = new EntryIndex(site.account());
    this.done = new OnceTable<>(site.account(), HeapCost.ONCE);
    this.room = new EntryRoom(bounds, index, done, site.account());
    long now = site.clock().millis();
    this.log =
        SegmentLog.open(
            site.directory(),
            bounds.segmentBytes(),
            site.disk(),
            (place, payload) -> recover(EntryRecord.decode(payload), place, now));
    this.group = new GroupCommit(log, site.home(), false);
  }

  /**
   * Opens the entries and reads all of them.
   *
   * @throws RefusedFileException if the files are damaged
   */
  public static EmbeddedEtagStore open(Site site, Bounds bounds) throws IOException {
    return new EmbeddedEtagStore(site, bounds);
  }

  private void recover(EntryRecord record, Place place, long now) throws IOException {
    index.set(record.key(), Optional.of(slot(record, place)).filter(slot -> slot.aliveAt(now)));
    record
        .once()
        .filter(once -> once.until() >= now)
        .ifPresent(once -> done.note(name(record, once), record.outcome(), once.until()));
    site.account().refuseBeyondHope(site.directory());
  }

  private static StoreKey name(EntryRecord record, EntryRecord.Once once) {
    return new StoreKey(record.key().tenant(), once.name());
  }

  private static Slot slot(EntryRecord record, Place place) {
    return new Slot(record.tag(), record.expiresAt(), place, record.body().remaining());
  }

  @Override
  public Future<Stored> put(StoreKey key, Draft draft, Terms terms) {
    sweep(SWEEP_PER_WRITE);
    Optional<Optional<Stored>> before = done(terms);
    if (before.isPresent()) {
      return group.answer(before.get()::orElseThrow);
    }
    long expiresAt = site.clock().millis() + draft.ttl().toMillis();
    var body = ByteBuffer.wrap(draft.body().getBytes());
    var record = new EntryRecord(key, tags.next(), expiresAt, body, once(terms));
    group.makeRoom(record.size());
    Optional<Slot> current = live(key);
    Optional<Problem> refusal =
        Precondition.refusal(terms.condition().judge(current.map(Slot::tag)))
            .or(() -> room.refusal(record, terms.allowance()));
    if (refusal.isPresent()) {
      return group.refuse(refusal.get());
    }
    stage(record.created(current.isEmpty()));
    var stored = new Stored(record.tag(), current.isEmpty());
    return group.answer(() -> stored);
  }

  private Optional<Optional<Stored>> done(Terms terms) {
    return terms.once().flatMap(name -> done.find(name, site.clock().millis()));
  }

  private Optional<EntryRecord.Once> once(Terms terms) {
    long until = site.clock().millis() + Terms.REMEMBERED.toMillis();
    return terms.once().map(name -> new EntryRecord.Once(name.name(), false, until));
  }

  /** Stages a record, for which there is room, and makes it what the index knows. */
  private void stage(EntryRecord record) {
    StoreKey key = record.key();
    Optional<Slot> before = index.get(key);
    Place place = group.stage(record.encode(), () -> takeBack(record, before));
    index.set(key, Optional.of(slot(record, place)).filter(slot -> record.outcome().isPresent()));
    record.once().ifPresent(once -> done.note(name(record, once), record.outcome(), once.until()));
  }

  private void takeBack(EntryRecord record, Optional<Slot> before) {
    index.set(record.key(), before);
    record.once().ifPresent(once -> done.forget(name(record, once)));
  }

  @Override
  public Future<Optional<Entry>> get(StoreKey key) {
    return group.answer(
        () -> {
          Optional<Slot> slot = live(key);
          return slot.isEmpty() ? Optional.empty() : Optional.of(read(slot.get()));
        });
  }

  private Entry read(Slot slot) throws IOException {
    ByteBuffer payload = log.read(slot.place());
    byte[] body = new byte[slot.bodyBytes()];
    payload.position(payload.limit() - body.length).get(body);
    return new Entry(slot.tag(), Instant.ofEpochMilli(slot.expiresAt()), Buffer.buffer(body));
  }

  @Override
  public Future<Void> delete(StoreKey key, Terms terms) {
    if (done(terms).isPresent()) {
      return group.answer(() -> null);
    }
    var record = EntryRecord.removal(key, once(terms));
    group.makeRoom(record.size());
    Optional<EntityTag> current = live(key).map(Slot::tag);
    Optional<Problem> refusal =
        Precondition.refusal(terms.condition().judge(current))
            .or(() -> missing(current))
            .or(() -> room.refusal(record, terms.allowance()));
    if (refusal.isPresent()) {
      return group.refuse(refusal.get());
    }
    stage(record);
    return group.answer(() -> null);
  }

  private static Optional<Problem> missing(Optional<EntityTag> current) {
    return current.isPresent()
        ? Optional.empty()
        : Optional.of(Problem.of(ProblemType.ETAG_MISSING, "There is no such entry to delete."));
  }

  @Override
  public Future<Listing.Page> list(Listing listing) {
    return group.answer(() -> index.page(listing, site.clock().millis()));
  }

  @Override
  public Future<Usage> usage(TenantId tenant) {
    return group.answer(() -> index.usage(tenant));
  }

  private Optional<Slot> live(StoreKey key) {
    long now = site.clock().millis();
    return index.get(key).filter(slot -> slot.aliveAt(now));
  }

  /** Drops what has expired, gives its space back, and brings what was written to the disk. */
  public void keepHouse() throws IOException {
    sweep(SWEEP_BATCH);
    done.sweep(site.clock().millis());
    group.probe(PROBE.encode());
    group.commit();
    new Cleaner(log, group, index).clean(bounds.segmentBytes());
    log.force();
  }

  private void sweep(int max) {
    index.due(site.clock().millis(), max).forEach(key -> index.set(key, Optional.empty()));
  }

  /** Why nothing more of a tenant can be kept, as far as its size does not matter. */
  public Optional<Problem> fullFor(TenantId tenant) {
    return room.fullFor(tenant);
  }

  /** Why the last write failed, or the next one will; empty while all is well. */
  public Optional<String> trouble() {
    return group.trouble().or(log::trouble);
  }

  /** What all tenants hold. */
  public Usage total() {
    return index.total();
  }

  /** Writes what is staged and closes the files; the store is not used after it. */
  public void close() throws IOException {
    group.commit();
    log.close();
  }
}
