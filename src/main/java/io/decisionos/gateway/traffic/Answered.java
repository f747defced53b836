package io.decisionos.gateway.traffic;

import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;

/**
 * An answer to a request that concerns a tenant, on its way out.
 *
 * @param of whose call it is, be it served or refused
 * @param tenant the version of the tenant that the request has seen; empty if the tenant itself is
 *     refused
 * @param problem why it was refused; empty for a success
 * @param stream whether the answer is a stream, which has only begun
 * @param nanos from the request's head to the answer
 */
public record Answered(
    TenantId of,
    Optional<Tenant> tenant,
    int status,
    Optional<ProblemType> problem,
    boolean stream,
    long nanos,
    Volume volume) {

  /**
   * How much a request and its answer are.
   *
   * @param bytesIn of the request's body, as far as it has come
   * @param bytesOut of the answer's body
   * @param operations on the storage that the request has asked for
   * @param events that were taken in
   */
  public record Volume(long bytesIn, long bytesOut, long operations, long events) {}
}
