package io.decisionos.gateway.http;

import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.Tenant;
import java.util.Optional;

/**
 * An answer to a tenant's request that is on its way out.
 *
 * @param tenant the version of the tenant that the request has seen
 * @param problem why it was refused; empty for a success
 * @param stream whether the answer is a stream, which has only begun
 * @param nanos from the request's head to the answer
 */
public record Answered(
    Tenant tenant, int status, Optional<ProblemType> problem, boolean stream, long nanos) {}
