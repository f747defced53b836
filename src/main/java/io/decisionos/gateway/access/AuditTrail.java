package io.decisionos.gateway.access;

import java.util.function.Supplier;

/** Where is noted what an auditor will ask for. Thread-safe, and never waits. */
@FunctionalInterface
public interface AuditTrail {
  /**
   * Notes an entry.
   *
   * @param caller who brought it about, as far as a token says
   * @param outcome of the entry; of refusals, callers can bring about any number
   * @param entry is only made if there is room for it
   */
  void note(Caller caller, String outcome, Supplier<AuditEntry> entry);
}
