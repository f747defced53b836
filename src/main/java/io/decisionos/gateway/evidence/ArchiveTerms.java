package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.archive.ArchiveSettings;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.keep.Holds;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Under which key and for how long a file is archived, by the policies and holds of the moment.
 * Confined to the evidence verticle.
 */
final class ArchiveTerms {
  /** What is never let go of is locked for so many days. */
  private static final long FOR_EVER = 36_500;

  private final ArchiveSettings settings;
  private final EvidenceRecorder recorder;
  private final Supplier<Holds> holds;
  private final Clock clock;
  private PolicyDefaults policy = PolicyDefaults.BUILT_IN;
  private TenantBook book = TenantBook.EMPTY;

  ArchiveTerms(
      ArchiveSettings settings, EvidenceRecorder recorder, Supplier<Holds> holds, Clock clock) {
    this.settings = settings;
    this.recorder = recorder;
    this.holds = holds;
    this.clock = clock;
  }

  void policy(PolicyDefaults next) {
    policy = next;
  }

  void tenants(TenantBook next) {
    book = next;
  }

  Collection<Tenant> tenants() {
    return book.tenants();
  }

  Optional<Tenant> tenant(TenantId id) {
    return book.known(id);
  }

  Holds holds() {
    return holds.get();
  }

  boolean isLocking() {
    return settings.lock().isAsked();
  }

  String key(TenantId tenant, EvidenceEntry entry) {
    return settings.place().key(tenant, entry);
  }

  String key(EvidencePath partitioned) {
    return settings.place().all() + partitioned.text();
  }

  /** For how many days from its locking a tenant's file cannot be deleted there. */
  long days(Tenant tenant) {
    return policy.of(tenant).locked().map(Duration::toDays).orElse(FOR_EVER);
  }

  /**
   * Until when a file cannot be deleted there; empty if that is past, if no lock is asked for, or
   * if the tenant is not registered.
   */
  Optional<Instant> until(TenantId tenant, EvidenceEntry entry) {
    return Optional.of(tenant)
        .filter(id -> isLocking())
        .flatMap(book::known)
        .map(known -> recorder.lockedAt(entry).plus(Duration.ofDays(days(known))))
        .filter(clock.instant()::isBefore);
  }

  boolean isHeld(TenantId tenant, EvidenceEntry entry) {
    return isLocking() && holds.get().holds(tenant, entry.path().id());
  }
}
