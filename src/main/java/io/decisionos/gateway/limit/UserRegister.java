package io.decisionos.gateway.limit;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Where gateways tell each other who a tenant's users are, so that all of them count the same. */
public interface UserRegister {
  /** How many users travel at a time. */
  int MOST = 500;

  /**
   * Notes who was seen here, and tells whom any gateway has noted after a change.
   *
   * @param oldest the first day on which a user still counts
   */
  Future<Noted> note(TenantId tenant, String after, long oldest, List<Seat> seen);

  /** Forgets one user, or all. */
  Future<Void> forget(TenantId tenant, Optional<String> subject);

  /** A user, and the first and last day on which it was seen. */
  record Seat(String subject, long first, long last) {}

  /**
   * Who was noted.
   *
   * @param epoch another one after somebody was forgotten: then who is left is to be asked anew
   * @param change up to which these are all, unless there is more
   */
  record Noted(String epoch, String change, boolean hasMore, List<Seat> seats) {}
}
