package io.decisionos.gateway.evidence.index;

import io.decisionos.gateway.tenant.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of every file, kept per tenant. Counting and looking up cost the same whatever
 * there is of other tenants. Owned by one thread; only {@link #known} may be read by others.
 */
public final class EvidenceIndex {
  private static final Comparator<EvidenceEntry> PREFERENCE =
      Comparator.comparing(EvidenceEntry::tier, Comparator.reverseOrder())
          .thenComparing(EvidenceEntry::modifiedAt, Comparator.reverseOrder())
          .thenComparing(EvidenceEntry::path);

  /** Tenants by id; what is nobody's stands under a name that no tenant may have. */
  private static final Comparator<Optional<TenantId>> OWNERS =
      Comparator.comparing(owner -> owner.map(TenantId::value).orElse(TenantId.RESERVED));

  private final KnownFiles known = new KnownFiles();
  private final Map<Optional<TenantId>, Shelf> shelves = new TreeMap<>(OWNERS);
  private final NavigableMap<String, String> faults = new TreeMap<>();
  private final Instant startedAt;
  private Totals totals = Totals.NOTHING;
  private Instant changedAt;

  public EvidenceIndex(Instant now) {
    this.startedAt = now;
    this.changedAt = now;
  }

  public KnownFiles known() {
    return known;
  }

  /** Takes in what a scan found. */
  public void apply(Changes changes, Instant now) {
    changes.found().forEach(entry -> put(entry, now));
    changes.gone().forEach(path -> remove(path, now));
    changes.folders().forEach(folder -> note(folder, now));
  }

  private void put(EvidenceEntry entry, Instant now) {
    Optional<EvidenceEntry> before = known.put(entry);
    if (before.map(entry::looksLike).orElse(false)) {
      shelf(entry, now).refresh(entry);
      return;
    }
    before.ifPresent(old -> unshelve(old, now));
    shelf(entry, now).put(entry, now);
    totals = totals.plus(entry, 1);
    changedAt = now;
  }

  private void remove(EvidencePath path, Instant now) {
    known.remove(path).ifPresent(old -> unshelve(old, now));
  }

  private Shelf shelf(EvidenceEntry entry, Instant now) {
    return shelves.computeIfAbsent(entry.owner(), owner -> new Shelf(now));
  }

  private void unshelve(EvidenceEntry entry, Instant now) {
    shelf(entry, now).remove(entry, now);
    totals = totals.plus(entry, -1);
    changedAt = now;
  }

  private void note(Changes.Folder folder, Instant now) {
    folder
        .fault()
        .ifPresentOrElse(why -> faults.put(folder.path(), why), () -> faults.remove(folder.path()));
    changedAt = now;
  }

  public Totals totals() {
    return totals;
  }

  /** The folders that cannot be read, each with the reason. */
  public Map<String, String> faults() {
    return faults;
  }

  /**
   * A part of one tenant's entries, by path.
   *
   * @param limit how many at most
   */
  public EvidenceView view(TenantId tenant, EvidenceFilter filter, EvidencePath after, int limit) {
    var shelf = Optional.ofNullable(shelves.get(Optional.of(tenant)));
    return new EvidenceView(
        Optional.of(tenant),
        shelf.map(Shelf::changedAt).orElse(startedAt),
        shelf.flatMap(Shelf::newest),
        Page.cut(shelf.map(own -> own.page(filter, after, limit + 1)).orElse(List.of()), limit),
        new TreeMap<>(Map.of(tenant.value(), tally(tenant, filter))),
        Map.of());
  }

  /** A part of everybody's entries and nobody's, by path; for operators alone. */
  public EvidenceView viewOfAll(EvidenceFilter filter, EvidencePath after, int limit) {
    List<EvidenceEntry> found =
        filter.unowned() ? ofNobody(filter, after, limit + 1) : ofAll(filter, after, limit + 1);
    var newest = shelves.values().stream().flatMap(shelf -> shelf.newest().stream());
    return new EvidenceView(
        Optional.empty(),
        changedAt,
        newest.max(Comparator.naturalOrder()),
        Page.cut(found, limit),
        byOwner(filter),
        new TreeMap<>(faults));
  }

  private List<EvidenceEntry> ofAll(EvidenceFilter filter, EvidencePath after, int limit) {
    return known.after(after).stream()
        .filter(entry -> filter.admits(entry.tier(), entry.tampered()))
        .limit(limit)
        .toList();
  }

  private List<EvidenceEntry> ofNobody(EvidenceFilter filter, EvidencePath after, int limit) {
    Shelf shelf = shelves.get(Optional.<TenantId>empty());
    return shelf == null ? List.of() : shelf.page(filter, after, limit);
  }

  /** The number of one tenant's files. */
  public Tally tally(TenantId tenant, EvidenceFilter filter) {
    Shelf shelf = shelves.get(Optional.of(tenant));
    return shelf == null ? Tally.NOTHING : shelf.tally(filter);
  }

  /** What a tenant's files take together. */
  public long bytes(TenantId tenant) {
    Shelf shelf = shelves.get(Optional.of(tenant));
    return shelf == null ? 0 : shelf.bytes();
  }

  /** A tenant's newest file that is not tampered with and has a block {@code perf}. */
  public Optional<EvidenceEntry> performing(TenantId tenant) {
    return Optional.ofNullable(shelves.get(Optional.of(tenant))).flatMap(Shelf::performing);
  }

  /**
   * What somebody has that is tampered with.
   *
   * @param first of the files, by path
   * @param files how many there are
   */
  public record Tampered(EvidenceEntry first, long files) {}

  /** Whoever has files that are tampered with, nobody among them; at most so many. */
  public List<Tampered> tampered(int most) {
    return shelves.values().stream()
        .flatMap(
            shelf ->
                shelf.firstTampered().stream()
                    .map(first -> new Tampered(first, shelf.tally(EvidenceFilter.ALL).tampered())))
        .limit(most)
        .toList();
  }

  /** Every tenant that has a file. */
  public List<TenantId> owners() {
    return shelves.entrySet().stream()
        .filter(shelf -> !shelf.getValue().isEmpty())
        .flatMap(shelf -> shelf.getKey().stream())
        .toList();
  }

  /** All of a tenant's entries that a filter admits, by path. */
  public List<EvidenceEntry> all(TenantId tenant, EvidenceFilter filter) {
    return page(tenant, filter, EvidencePath.START, Integer.MAX_VALUE);
  }

  /** At most so many of them, behind a path. */
  public List<EvidenceEntry> page(
      TenantId tenant, EvidenceFilter filter, EvidencePath after, int limit) {
    Shelf shelf = shelves.get(Optional.of(tenant));
    return shelf == null ? List.of() : shelf.page(filter, after, limit);
  }

  private SortedMap<String, Tally> byOwner(EvidenceFilter filter) {
    var tallies = new TreeMap<String, Tally>();
    shelves.forEach(
        (owner, shelf) -> {
          boolean wanted = owner.isEmpty() || !filter.unowned();
          if (wanted && !shelf.isEmpty()) {
            String name = owner.map(TenantId::value).orElse(TenantId.RESERVED);
            tallies.put(name, shelf.tally(filter));
          }
        });
    return tallies;
  }

  /**
   * The file that an id stands for that can be asked for: LOCKED before WIP, then the newest, then
   * the first by path.
   */
  public Optional<EvidenceEntry> find(TenantId tenant, String id) {
    Shelf shelf = shelves.get(Optional.of(tenant));
    if (shelf == null || EvidencePath.isReserved(id)) {
      return Optional.empty();
    }
    return EvidencePath.candidates(id, known.foldersIn(tenant.value())).stream()
        .flatMap(path -> shelf.at(path).stream())
        .min(PREFERENCE);
  }
}
