package io.decisionos.gateway.evidence.keep;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What counts beside the files themselves when evidence is let go of. Immutable but for the ages
 * and the archive.
 *
 * @param ages from when on the age of a file counts
 * @param archive whether nothing more has to be archived of a file; asked from any thread
 */
public record Standing(
    PolicyDefaults policy,
    TenantBook book,
    Holds holds,
    Ages ages,
    Predicate<EvidenceEntry> archive) {

  /** From when on the age of a file counts; asked from any thread. */
  @FunctionalInterface
  public interface Ages {
    /** Those of the files alone, if nothing is known of their locking. */
    Ages BY_FILE = (tenant, entry) -> entry.modifiedAt();

    /** When a file was locked, or last changed if it is not locked. */
    Instant since(TenantId tenant, EvidenceEntry entry);
  }

  /** The rules for a tenant with all its files; empty for a tenant that is not registered. */
  public Optional<Retention> rules(TenantId tenant, Collection<EvidenceEntry> files) {
    return book.known(tenant).map(known -> Retention.of(policy.of(known), filed(tenant, files)));
  }

  private List<Filed> filed(TenantId tenant, Collection<EvidenceEntry> files) {
    return files.stream().map(entry -> filed(tenant, entry)).toList();
  }

  /** A file as the rules see it. */
  public Filed filed(TenantId tenant, EvidenceEntry entry) {
    return new Filed(
        entry,
        ages.since(tenant, entry),
        holds.holds(tenant, entry.path().id()),
        archive.test(entry));
  }
}
