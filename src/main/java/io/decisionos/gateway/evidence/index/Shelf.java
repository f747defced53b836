package io.decisionos.gateway.evidence.index;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The entries of one tenant, or of nobody, sorted by what can be asked for, so that counting costs
 * nothing and a page costs its own length. Confined to one thread.
 */
final class Shelf {
  /** The newest last, of equal ones the first by path. */
  private static final Comparator<EvidenceEntry> AGE =
      Comparator.comparing(EvidenceEntry::modifiedAt)
          .thenComparing(EvidenceEntry::path, Comparator.reverseOrder());

  private final Map<Tier, Cell> intact = new EnumMap<>(Tier.class);
  private final Map<Tier, Cell> tampered = new EnumMap<>(Tier.class);
  private final List<Cell> cells;
  private Instant changedAt;
  private Optional<Instant> newest = Optional.empty();
  private boolean newestLeft;
  private Optional<EvidenceEntry> performing = Optional.empty();
  private boolean performingLeft;
  private long bytes;

  Shelf(Instant now) {
    changedAt = now;
    for (Tier tier : Tier.values()) {
      intact.put(tier, new Cell(tier, false, new TreeMap<>()));
      tampered.put(tier, new Cell(tier, true, new TreeMap<>()));
    }
    cells = Stream.of(intact, tampered).flatMap(each -> each.values().stream()).toList();
  }

  void put(EvidenceEntry entry, Instant now) {
    changedAt = now;
    cellOf(entry).entries.put(entry.path(), entry);
    bytes += entry.print().size();
    if (newest.map(entry.modifiedAt()::isAfter).orElse(true)) {
      newest = Optional.of(entry.modifiedAt());
      newestLeft = false;
    }
    if (performs(entry) && performing.map(best -> AGE.compare(entry, best) > 0).orElse(true)) {
      performing = Optional.of(entry);
      performingLeft = false;
    }
  }

  private static boolean performs(EvidenceEntry entry) {
    return !entry.tampered() && entry.verdict().performs() && entry.path().reserved().isEmpty();
  }

  void remove(EvidenceEntry entry, Instant now) {
    changedAt = now;
    cellOf(entry).entries.remove(entry.path());
    bytes -= entry.print().size();
    newestLeft |= newest.equals(Optional.of(entry.modifiedAt()));
    performingLeft |= performing.filter(best -> best.path().equals(entry.path())).isPresent();
  }

  /** Takes over what readers cannot see. */
  void refresh(EvidenceEntry entry) {
    cellOf(entry).entries.put(entry.path(), entry);
  }

  private Cell cellOf(EvidenceEntry entry) {
    return (entry.tampered() ? tampered : intact).get(entry.tier());
  }

  private Stream<Cell> cells(EvidenceFilter filter) {
    return cells.stream().filter(cell -> filter.admits(cell.tier, cell.tampered));
  }

  /** At most so many entries behind a path, by path. */
  List<EvidenceEntry> page(EvidenceFilter filter, EvidencePath after, int limit) {
    return cells(filter)
        .flatMap(cell -> cell.behind(after).limit(limit))
        .sorted(Comparator.comparing(EvidenceEntry::path))
        .limit(limit)
        .toList();
  }

  /** The first by path of those that are tampered with. */
  Optional<EvidenceEntry> firstTampered() {
    return tampered.values().stream()
        .flatMap(cell -> cell.entries.values().stream().limit(1))
        .min(Comparator.comparing(EvidenceEntry::path));
  }

  Optional<EvidenceEntry> at(EvidencePath path) {
    return cells.stream()
        .flatMap(cell -> Optional.ofNullable(cell.entries.get(path)).stream())
        .findFirst();
  }

  Tally tally(EvidenceFilter filter) {
    return cells(filter)
        .map(cell -> Tally.of(cell.entries.size(), cell.tier, cell.tampered))
        .reduce(Tally.NOTHING, Tally::plus);
  }

  /** What the files take together. */
  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return cells.stream().allMatch(cell -> cell.entries.isEmpty());
  }

  /** When an entry last came, went or changed. */
  Instant changedAt() {
    return changedAt;
  }

  /** The time of the file that was modified last. */
  Optional<Instant> newest() {
    if (newestLeft) {
      newest =
          cells.stream()
              .flatMap(cell -> cell.entries.values().stream())
              .map(EvidenceEntry::modifiedAt)
              .max(Comparator.naturalOrder());
      newestLeft = false;
    }
    return newest;
  }

  /** The newest that is not tampered with and says how well the tenant was served. */
  Optional<EvidenceEntry> performing() {
    if (performingLeft) {
      performing =
          intact.values().stream()
              .flatMap(cell -> cell.entries.values().stream())
              .filter(Shelf::performs)
              .max(AGE);
      performingLeft = false;
    }
    return performing;
  }

  private record Cell(
      Tier tier, boolean tampered, NavigableMap<EvidencePath, EvidenceEntry> entries) {

    /** The entries behind a path, by path. A stream of a part of a tree would count it first. */
    Stream<EvidenceEntry> behind(EvidencePath path) {
      var behind = entries.tailMap(path, false).values().iterator();
      return StreamSupport.stream(
          Spliterators.spliteratorUnknownSize(behind, Spliterator.ORDERED), false);
    }
  }
}
