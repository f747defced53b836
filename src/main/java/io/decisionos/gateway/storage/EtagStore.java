package io.decisionos.gateway.storage;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Entries of JSON under a tenant's names, each with a strong tag that is new for every write, so
 * that compare-and-set never loses an update. Operations on one name are linearizable. A completed
 * write is in the backend's file; an entry that has expired is not there any more.
 *
 * <p>Every future fails with a {@link io.decisionos.gateway.fault.ProblemException}: {@code
 * storage.unavailable} if the backend cannot be reached (with {@code outcome: unknown} if a write
 * may have happened) or {@code storage.full} at a bound. A bound refuses; it never evicts.
 *
 * <p>Thread rule: an instance belongs to the context that opened it; call it from there.
 */
public interface EtagStore {
  /**
   * Creates or replaces an entry if the condition holds, in one step.
   *
   * @return fails with the condition's {@link Precondition#refusal} if it does not hold, and with
   *     {@code tenant.storage_full} over the allowance
   */
  Future<Stored> put(StoreKey key, Draft draft, Terms terms);

  Future<Optional<Entry>> get(StoreKey key);

  /**
   * Removes an entry if the condition holds, in one step.
   *
   * @return fails with {@code etag.missing} if there is no entry
   */
  Future<Void> delete(StoreKey key, Terms terms);

  /** A page of a tenant's names; takes O(log n) and the page, however many entries there are. */
  Future<Listing.Page> list(Listing listing);

  /** What a tenant holds; entries that expired count for some seconds more at most. */
  Future<Usage> usage(TenantId tenant);
}
