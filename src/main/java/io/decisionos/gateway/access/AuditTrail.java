package io.decisionos.gateway.access;

/** Where is noted what an auditor will ask for. Thread-safe, and never waits. */
@FunctionalInterface
public interface AuditTrail {
  /**
   * Notes an entry.
   *
   * @param caller who brought it about, as far as a token says
   */
  void note(AuditEntry entry, Caller caller);
}
