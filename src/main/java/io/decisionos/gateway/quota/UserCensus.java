package io.decisionos.gateway.quota;

import io.decisionos.gateway.limit.UserLimiter;
import io.decisionos.gateway.tenant.Limits;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Counts the users of tenants that have {@code limits.max_users}: whom their tokens named within 30
 * days. Tenants without that limit are not counted. Pure but for its memory; thread-safe.
 */
public final class UserCensus implements UserLimiter {
  private final Map<TenantId, Seats> tenants = new ConcurrentHashMap<>();
  private final Queue<Note> notes = new ConcurrentLinkedQueue<>();

  /** Something to be written down: a user was seen. */
  record Note(TenantId tenant, String subject, Seen seen) {}

  @Override
  public boolean admit(Tenant tenant, String subject, long epochDay) {
    if (tenant.limits().maxUsers().isEmpty()) {
      return true;
    }
    long most = tenant.limits().maxUsers().get();
    boolean refuses = tenant.limits().usersAction() == Limits.UsersAction.REFUSE;
    Seats seats = seats(tenant.id());
    Seats.Entry entry = seats.enter(subject, epochDay, most, refuses);
    if (entry == Seats.Entry.NOTED) {
      notes.add(new Note(tenant.id(), subject, new Seen(epochDay, epochDay)));
    }
    return entry != Seats.Entry.REFUSED;
  }

  private Seats seats(TenantId id) {
    Seats seats = tenants.get(id);
    return seats != null ? seats : tenants.computeIfAbsent(id, i -> new Seats());
  }

  /** Takes what is to be written down; each note is given once. */
  List<Note> takeNotes() {
    var taken = new ArrayList<Note>();
    for (Note note = notes.poll(); note != null; note = notes.poll()) {
      taken.add(note);
    }
    return taken;
  }

  /** Takes users in again that an earlier run had noted. */
  void restore(TenantId tenant, Map<String, Seen> users) {
    Seats seats = seats(tenant);
    users.forEach(seats::restore);
  }

  /** Forgets one user of a tenant, or all; returns how many that were. */
  int forget(TenantId tenant, Optional<String> subject) {
    Seats seats = seats(tenant);
    Set<String> names = subject.map(Set::of).orElseGet(() -> users(tenant).keySet());
    return (int) names.stream().filter(seats::forget).count();
  }

  /** Forgets who was not seen for too long; returns whose users have changed. */
  Set<TenantId> expire(long day) {
    return tenants.entrySet().stream()
        .filter(entry -> entry.getValue().expire(day))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  Usage usage(Tenant tenant, long day) {
    long most = tenant.limits().maxUsers().orElse(Long.MAX_VALUE);
    return Optional.ofNullable(tenants.get(tenant.id()))
        .map(seats -> seats.usage(most, day))
        .orElse(new Usage(0, 0, false));
  }

  /** A tenant's users by name. */
  SortedMap<String, Seen> users(TenantId tenant) {
    return Optional.ofNullable(tenants.get(tenant)).map(Seats::byName).orElseGet(TreeMap::new);
  }

  /** The tenants of which any user is remembered. */
  Set<TenantId> tenants() {
    return tenants.keySet();
  }
}
