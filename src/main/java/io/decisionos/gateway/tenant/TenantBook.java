package io.decisionos.gateway.tenant;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is served, at one moment. Immutable: a request takes the book once and asks nobody else.
 * Every id that is not in it is refused, and all ids are refused alike.
 */
public final class TenantBook {
  /** The book before any file was read: nobody is served. */
  public static final TenantBook EMPTY = new TenantBook(0, Map.of(), Map.of());

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
          "The tenant's file has errors. Its operator finds them with: ./run.sh tenants validate");

  private final long generation;
  private final Map<TenantId, Entry> entries;
  private final Map<TenantId, Long> appliedAt;

  private TenantBook(long generation, Map<TenantId, Entry> entries, Map<TenantId, Long> appliedAt) {
    this.generation = generation;
    this.entries = entries;
    this.appliedAt = appliedAt;
  }

  /** The next book with these entries; this one where they are the same. */
  TenantBook turn(Map<TenantId, Entry> next) {
    if (next.equals(entries)) {
      return this;
    }
    var applied = new HashMap<TenantId, Long>();
    next.forEach(
        (id, entry) ->
            applied.put(id, entry.equals(entries.get(id)) ? appliedAt.get(id) : generation + 1));
    return new TenantBook(generation + 1, Map.copyOf(next), Map.copyOf(applied));
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

  /** The generation that brought what the book says of this id; 0 where it says nothing. */
  public long appliedAt(TenantId id) {
    return appliedAt.getOrDefault(id, 0L);
  }

  /** The tenant of this id, known or suspended. */
  public Optional<Tenant> known(TenantId id) {
    return entries.get(id) instanceof Entry.Known known
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
    Entry entry = entries.get(id);
    if (entry instanceof Entry.Known) {
      return SUSPENDED;
    }
    return entry instanceof Entry.Invalid ? CONFIG_INVALID : UNKNOWN;
  }

  /** The tenants that are known, served or suspended. */
  public Collection<Tenant> tenants() {
    return entries.values().stream()
        .filter(Entry.Known.class::isInstance)
        .map(entry -> ((Entry.Known) entry).tenant())
        .toList();
  }

  Map<TenantId, Entry> entries() {
    return entries;
  }
}
