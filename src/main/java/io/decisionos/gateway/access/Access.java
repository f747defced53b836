package io.decisionos.gateway.access;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a listener needs to tell callers apart.
 *
 * @param callers makes for each event loop what says who calls
 * @param signing how callers may sign instead; empty if they may not
 * @param audit where it is noted who was refused and what operators did
 */
public record Access(Supplier<CallerSource> callers, Optional<Signing> signing, AuditTrail audit) {
  /** Asks nobody for a token and notes nothing. */
  public static final Access OPEN =
      new Access(() -> CallerSource.OPEN, Optional.empty(), (caller, outcome, entry) -> {});
}
