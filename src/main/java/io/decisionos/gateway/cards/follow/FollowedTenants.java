package io.decisionos.gateway.cards.follow;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * What follows files asks of the logs that take what is read. Is called on one thread, home, but
 * for {@link #folders}.
 */
public interface FollowedTenants {
  /** The tenants that have a folder. On any thread. */
  List<TenantId> folders() throws IOException;

  /** Where a tenant's files are. On any thread. */
  Path folder(TenantId tenant);

  /** Opens the logs of tenants that are not open yet, as far as they can be. */
  void openAll(List<TenantId> tenants);

  /** How far a tenant's files are read; empty while its log is not open. */
  Optional<KnownPlaces> places(TenantId tenant);

  /** Forgets how far files are read that are gone. */
  void forget(TenantId tenant, Set<Long> inodes);

  /**
   * Commits what was read together with the place that it was read up to.
   *
   * @return completes with the number of events once they are safe and counted
   */
  Future<Integer> commit(TenantId tenant, FilePart part);

  /** Runs what takes long on another thread, and completes at home. */
  <T> Future<T> aside(Callable<T> work);
}
