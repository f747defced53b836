package io.decisionos.gateway.evidence.keep;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What counts beside the files themselves when evidence is let go of. Immutable. */
public record Standing(PolicyDefaults policy, TenantBook book, Holds holds) {

  /** The rules for a tenant with all its files; empty for a tenant that is not registered. */
  public Optional<Retention> rules(TenantId tenant, Collection<EvidenceEntry> files) {
    return book.known(tenant).map(known -> Retention.of(policy.of(known), filed(tenant, files)));
  }

  private List<Filed> filed(TenantId tenant, Collection<EvidenceEntry> files) {
    return files.stream().map(entry -> filed(tenant, entry)).toList();
  }

  /** A file as the rules see it. */
  public Filed filed(TenantId tenant, EvidenceEntry entry) {
    // Locking changes no mtime; without a record of the locking the last change stands for it.
    Instant since = entry.modifiedAt();
    return new Filed(entry, since, holds.holds(tenant, entry.path().id()), true);
  }
}
