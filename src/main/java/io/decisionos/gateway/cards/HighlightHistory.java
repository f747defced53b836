package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.cards.count.Span;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The newest highlights of one tenant by one span, oldest first, each at its position. Immutable:
 * {@link #turn} makes the next one.
 *
 * @param catalog what the highlights were reckoned with, along with {@code counts}
 */
record HighlightHistory(
    Span span, ReasonCatalog catalog, ReasonCounts counts, List<Entry> entries) {
  static final int MOST_ENTRIES = 1000;
  private static final int MOST_COMPARED = 10 * MOST_ENTRIES;

  /**
   * Where a highlight stands. Two moments with equal counts and catalogues have equal highlights,
   * so a position means the same after a restart.
   *
   * @param version of the counts
   * @param catalog its edition
   * @param bucket when the bucket begins; all of one moment's are ordered by it
   */
  record Position(long version, String catalog, Instant bucket) {
    private boolean isOfSameMoment(Position other) {
      return version == other.version && catalog.equals(other.catalog);
    }
  }

  /** A highlight at its position. */
  record Entry(Position position, Highlight highlight) {}

  /** The history of somebody of whom nothing is known yet. */
  static HighlightHistory empty(Span span, ReasonCatalog catalog) {
    return new HighlightHistory(span, catalog, ReasonCounts.of(List.of()), List.of());
  }

  /** Tells whether this history shows all that is counted, with this catalogue. */
  boolean isOf(ReasonCounts now, ReasonCatalog current) {
    return now.version() <= counts.version() && current.edition().equals(catalog.edition());
  }

  /** The history after something has changed: with an entry for each bucket whose highlight did. */
  HighlightHistory turn(ReasonCounts seen, ReasonCatalog current) {
    ReasonCounts now = seen.version() < counts.version() ? counts : seen;
    var fresh = new ArrayDeque<Entry>();
    Deque<Instant> changed = changedBuckets(now, current);
    while (!changed.isEmpty() && fresh.size() < MOST_ENTRIES) {
      Instant bucket = changed.removeLast();
      Highlight highlight = highlight(current, now, bucket);
      if (!highlight.equals(highlight(catalog, counts, bucket))) {
        var position = new Position(now.version(), current.edition(), bucket);
        fresh.addFirst(new Entry(position, highlight));
      }
    }
    return new HighlightHistory(span, current, now, append(fresh));
  }

  private Highlight highlight(ReasonCatalog with, ReasonCounts of, Instant bucket) {
    return Highlight.of(with, bucket, span, of.between(bucket, span.endOf(bucket)));
  }

  /** Oldest first; only the newest if they are very many, as only those would be kept. */
  private Deque<Instant> changedBuckets(ReasonCounts now, ReasonCatalog current) {
    boolean sameCatalog = current.edition().equals(catalog.edition());
    var buckets = new ArrayDeque<Instant>();
    now.hoursChangedSince(sameCatalog ? counts.version() : 0)
        .map(span::startOf)
        .forEach(bucket -> addNewest(buckets, bucket));
    return buckets;
  }

  private static void addNewest(Deque<Instant> buckets, Instant bucket) {
    if (!bucket.equals(buckets.peekLast())) {
      buckets.addLast(bucket);
    }
    if (buckets.size() > MOST_COMPARED) {
      buckets.removeFirst();
    }
  }

  private List<Entry> append(Deque<Entry> fresh) {
    var all = new ArrayList<>(entries);
    all.addAll(fresh);
    return List.copyOf(all.subList(Math.max(0, all.size() - MOST_ENTRIES), all.size()));
  }

  /**
   * The entries behind a position: all of them if there is none, or if it is older than what is
   * kept.
   */
  List<Entry> behind(Optional<Position> position, int limit) {
    int first = position.map(this::indexBehind).orElse(0);
    return entries.subList(first, Math.min(entries.size(), first + limit));
  }

  private int indexBehind(Position position) {
    int index = 0;
    while (index < entries.size() && !entries.get(index).position().isOfSameMoment(position)) {
      index++;
    }
    if (index == entries.size()) {
      return 0;
    }
    while (index < entries.size()
        && entries.get(index).position().isOfSameMoment(position)
        && !entries.get(index).position().bucket().isAfter(position.bucket())) {
      index++;
    }
    return index;
  }

  /** The position behind all entries; if there are none, behind what is counted now. */
  Position end() {
    return entries.isEmpty()
        ? new Position(counts.version(), catalog.edition(), Instant.EPOCH)
        : entries.get(entries.size() - 1).position();
  }
}
