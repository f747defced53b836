package io.decisionos.gateway.access;

/** Where is noted what an auditor will ask for. Thread-safe, and never waits. */
@FunctionalInterface
public interface AuditTrail {
  void note(AuditEntry entry);
}
