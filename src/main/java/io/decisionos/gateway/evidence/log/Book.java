package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.index.Tier;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What follows from a tenant's leaves, whether they were just written or are read again: the same
 * leaves always make the same book. Confined to one thread, but for looking up a path.
 */
public final class Book {
  private final Map<EvidencePath, Trace> traces = new ConcurrentHashMap<>();
  private final GonePaths gone = new GonePaths();
  private final TreeSet<String> folders = new TreeSet<>();
  private long size;
  private long live;
  private long archived;
  private long lastLost = -1;

  /** Takes the next leaf in. */
  public void add(Leaf leaf) {
    long number = size++;
    EvidencePath path = leaf.path();
    Optional<Trace> before = at(path);
    if (!path.folder().isEmpty()) {
      folders.add(path.folder());
    }
    switch (leaf.op()) {
      case ADD -> put(path, there(number, leaf, before.filter(Book::isNotDeleted)));
      case CHANGE -> {
        if (before.filter(Trace::isLive).isEmpty()) {
          move(leaf, leaf.tier());
        }
        put(path, there(number, leaf, before.filter(Book::isNotDeleted)));
      }
      case LOCK -> {
        move(leaf, Tier.WIP);
        var locked = new Trace.Locked(leaf.sha256(), Optional.of(leaf.at()));
        put(path, trace(number, leaf, Optional.of(locked), Optional.empty()));
      }
      case HOLD, RELEASE -> before.ifPresent(trace -> put(path, trace.at(number)));
      case ARCHIVE -> before.ifPresent(trace -> put(path, trace.archived(leaf, number)));
      case DELETE -> before.ifPresent(t -> put(path, t.at(number).now(Trace.State.DELETED)));
      case LOST -> {
        lastLost = number;
        before.ifPresent(trace -> put(path, trace.at(number).now(Trace.State.LOST)));
      }
    }
  }

  private static boolean isNotDeleted(Trace trace) {
    return trace.state() != Trace.State.DELETED;
  }

  /** A file is there now; if it is locked, its bytes must stay those of the first time. */
  private static Trace there(long number, Leaf leaf, Optional<Trace> before) {
    Optional<Trace.Locked> locked = before.flatMap(Trace::locked);
    if (locked.isEmpty() && leaf.tier() == Tier.LOCKED) {
      locked = Optional.of(new Trace.Locked(leaf.sha256(), Optional.empty()));
    }
    Optional<Instant> archivedAt =
        before.filter(trace -> trace.has(leaf.sha256())).flatMap(Trace::archivedAt);
    return trace(number, leaf, locked, archivedAt);
  }

  private static Trace trace(
      long number, Leaf leaf, Optional<Trace.Locked> locked, Optional<Instant> archivedAt) {
    return new Trace(number, Trace.State.LIVE, leaf.sha256(), leaf.size(), locked, archivedAt);
  }

  /** The same bytes have got a new path; what had them under this id in a tier has moved. */
  private void move(Leaf leaf, Tier from) {
    for (EvidencePath path : paths(leaf.id())) {
      at(path)
          .filter(trace -> trace.isLive() && trace.has(leaf.sha256()))
          .filter(trace -> path.tier() == from && !path.equals(leaf.path()))
          .ifPresent(trace -> put(path, trace.now(Trace.State.MOVED)));
    }
  }

  private void put(EvidencePath path, Trace trace) {
    Trace before = traces.get(path);
    // Whoever looks meanwhile finds the path in at least one of both.
    if (trace.isGone()) {
      gone.put(path, trace);
      traces.remove(path);
    } else {
      traces.put(path, trace);
      gone.remove(path);
    }
    live += (trace.isLive() ? 1 : 0) - (before != null && before.isLive() ? 1 : 0);
    archived +=
        (trace.isLiveAndArchived() ? 1 : 0)
            - (before != null && before.isLiveAndArchived() ? 1 : 0);
  }

  /** What is known of a path. */
  public Optional<Trace> at(EvidencePath path) {
    return Optional.ofNullable(traces.get(path)).or(() -> gone.get(path));
  }

  /** Every path that a file of an id has or had. */
  public List<EvidencePath> paths(String id) {
    return EvidencePath.candidates(id, List.copyOf(folders)).stream()
        .filter(path -> at(path).isPresent())
        .toList();
  }

  /** The path of an id that can be asked for that something happened to last. */
  public Optional<EvidencePath> lastOf(String id) {
    return (EvidencePath.isReserved(id) ? List.<EvidencePath>of() : paths(id))
        .stream().max(Comparator.comparing(path -> at(path).orElseThrow().leaf()));
  }

  /** When the file at a path was locked that has these bytes. */
  public Optional<Instant> lockedAt(EvidencePath path, Optional<Sha256> sha256) {
    return at(path)
        .flatMap(Trace::locked)
        .filter(locked -> locked.sha256().equals(sha256))
        .flatMap(Trace.Locked::at);
  }

  /** When the file at a path was archived that has these bytes. */
  public Optional<Instant> archivedAt(EvidencePath path, Optional<Sha256> sha256) {
    return at(path).filter(trace -> trace.has(sha256)).flatMap(Trace::archivedAt);
  }

  /** Whether a locked file at a path may have these bytes, by what is known of it. */
  public boolean mayBe(EvidencePath path, Optional<Sha256> sha256) {
    return path.tier() == Tier.WIP
        || at(path)
            .filter(Book::isNotDeleted)
            .flatMap(Trace::locked)
            .map(locked -> locked.sha256().equals(sha256))
            .orElse(true);
  }

  /** Every path at which something is, or should be. */
  public List<EvidencePath> paths() {
    return List.copyOf(traces.keySet());
  }

  /** How many leaves it has. */
  public long size() {
    return size;
  }

  /** How many files are there. */
  public long live() {
    return live;
  }

  /** How many of those that are there are archived. */
  public long archived() {
    return archived;
  }

  /** The number of the newest leaf that says something was lost; -1 if there is none. */
  public long lastLost() {
    return lastLost;
  }
}
