package io.decisionos.gateway.tenant;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who is served, at one moment. Immutable: a request takes the book once and asks nobody else.
 * Every id that is not in it is refused, and all ids are refused alike.
 */
public final class TenantBook {
  /** The book before any file was read: nobody is served. */
  public static final TenantBook EMPTY = new TenantBook(0, Map.of());

  private static final Problem UNKNOWN =
      Problem.of(
          ProblemType.TENANT_UNKNOWN,
          "The tenant is not registered here. Check its id, or ask the operator to add its file.");
  private static final Problem SUSPENDED =
      Problem.of(
          ProblemType.TENANT_SUSPENDED,
          "The tenant is suspended. Ask the operator to set its status to active.");
  private static final Problem CONFIG_INVALID =
      Problem.of(
          ProblemType.TENANT_CONFIG_INVALID,
          "The tenant's file has errors. Its operator finds them with: tenants validate");

  private final long generation;
  private final Map<TenantId, Line> lines;
  private final List<Tenant> tenants;

  /** What the book says of one id, and the generation that brought it. */
  private record Line(Entry entry, long appliedAt) {}

  private TenantBook(long generation, Map<TenantId, Line> lines) {
    this.generation = generation;
    this.lines = lines;
    this.tenants =
        lines.values().stream()
            .map(Line::entry)
            .filter(Entry.Known.class::isInstance)
            .map(entry -> ((Entry.Known) entry).tenant())
            .toList();
  }

  /** The next book with these entries; this one if they are the same. */
  TenantBook turn(Map<TenantId, Entry> next) {
    var turned = new HashMap<TenantId, Line>(2 * next.size());
    next.forEach((id, entry) -> turned.put(id, line(id, entry)));
    boolean nothingNew = turned.values().stream().allMatch(line -> line.appliedAt() <= generation);
    return nothingNew && turned.size() == lines.size()
        ? this
        : new TenantBook(generation + 1, Collections.unmodifiableMap(turned));
  }

  /** The next book with other versions of tenants that are in it; this one if they are the same. */
  TenantBook edit(Collection<Tenant> edited) {
    var turned = new HashMap<>(lines);
    edited.forEach(tenant -> turned.put(tenant.id(), line(tenant.id(), new Entry.Known(tenant))));
    boolean nothingNew =
        edited.stream().allMatch(tenant -> turned.get(tenant.id()).appliedAt() <= generation);
    return nothingNew ? this : new TenantBook(generation + 1, Collections.unmodifiableMap(turned));
  }

  private Line line(TenantId id, Entry entry) {
    Line before = lines.get(id);
    return before != null && before.entry().equals(entry)
        ? before
        : new Line(entry, generation + 1);
  }

  /** What the book says of one id. */
  public sealed interface Entry {

    /** The tenant is served, or known and suspended. */
    record Known(Tenant tenant) implements Entry {}

    /** Its file is invalid, and there is no version left to go on with. */
    record Invalid() implements Entry {}
  }

  /** Raised by every change that was applied. */
  public long generation() {
    return generation;
  }

  /** The generation that brought what the book says of this id; 0 if it says nothing. */
  public long appliedAt(TenantId id) {
    Line line = lines.get(id);
    return line == null ? 0 : line.appliedAt();
  }

  /** The tenant of this id, known or suspended. */
  public Optional<Tenant> known(TenantId id) {
    Line line = lines.get(id);
    return line != null && line.entry() instanceof Entry.Known known
        ? Optional.of(known.tenant())
        : Optional.empty();
  }

  /** The tenant of this id, if it is served; else {@link #refusal} says why not. */
  public Optional<Tenant> served(TenantId id) {
    return known(id).filter(tenant -> !tenant.suspended());
  }

  /** Why an id that is not served is refused; the answer for an id that nobody could have. */
  public static Problem unknown() {
    return UNKNOWN;
  }

  /** Why this id is refused. */
  public Problem refusal(TenantId id) {
    Line line = lines.get(id);
    if (line == null) {
      return UNKNOWN;
    }
    return line.entry() instanceof Entry.Known ? SUSPENDED : CONFIG_INVALID;
  }

  /** The tenants that are known, served or suspended. */
  public Collection<Tenant> tenants() {
    return tenants;
  }

  /** All ids that the book has a word on: served, suspended, or refused for their files. */
  public Set<TenantId> ids() {
    return lines.keySet();
  }

  /** The ids on which another book, of an earlier generation, had another word or none. */
  Stream<TenantId> turnedSince(TenantBook earlier) {
    return lines.entrySet().stream()
        .filter(line -> line.getValue().appliedAt() > earlier.generation)
        .map(Map.Entry::getKey)
        .filter(id -> !entry(id).equals(earlier.entry(id)));
  }

  /** Whether the book has a word on an id, be it that it is refused. */
  public boolean knows(TenantId id) {
    return lines.containsKey(id);
  }

  /** The ids that are refused as no version of their files is left to go on with. */
  public List<TenantId> refused() {
    if (tenants.size() == lines.size()) {
      return List.of();
    }
    return lines.entrySet().stream()
        .filter(line -> line.getValue().entry() instanceof Entry.Invalid)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** What the book says of this id. */
  Optional<Entry> entry(TenantId id) {
    return Optional.ofNullable(lines.get(id)).map(Line::entry);
  }
}
