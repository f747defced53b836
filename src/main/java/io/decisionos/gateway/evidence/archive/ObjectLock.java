package io.decisionos.gateway.evidence.archive;

import java.util.Map;

/** Who may shorten the time for which an archived file cannot be deleted. */
public enum ObjectLock {
  /** It may be deleted at any time. */
  NONE,
  /** Whoever the archive lets. */
  GOVERNANCE,
  /** Nobody. */
  COMPLIANCE;

  /** Each as settings spell it. */
  public static Map<String, ObjectLock> words() {
    return Map.of("none", NONE, "governance", GOVERNANCE, "compliance", COMPLIANCE);
  }

  public boolean isAsked() {
    return this != NONE;
  }
}
