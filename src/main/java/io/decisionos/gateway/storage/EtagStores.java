package io.decisionos.gateway.storage;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;
import java.util.function.Function;

/**
 * Two stores of one backend that never meet.
 *
 * @param entries what tenants store
 * @param answers first answers to requests with an {@code Idempotency-Key}
 * @param fullFor why no further answer of a tenant can be kept; asked before the request is done
 */
public record EtagStores(
    EtagStore entries, EtagStore answers, Function<TenantId, Optional<Problem>> fullFor) {}
