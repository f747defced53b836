package io.decisionos.gateway.evidence.index;

import io.decisionos.gateway.tenant.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What one answer shows of the index. Immutable.
 *
 * @param tenant whose files these are; empty for all files
 * @param generatedAt when what is shown here last changed in the index
 * @param lastUpdated the time of the file that was modified last
 * @param byTenant how many files there are in all, on this page or not
 * @param faults the folders that cannot be read, with the reason; none for a tenant
 */
public record EvidenceView(
    Optional<TenantId> tenant,
    Instant generatedAt,
    Optional<Instant> lastUpdated,
    Page page,
    SortedMap<String, Tally> byTenant,
    Map<String, String> faults) {}
