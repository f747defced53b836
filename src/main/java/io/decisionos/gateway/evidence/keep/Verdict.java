package io.decisionos.gateway.evidence.keep;

/** What the rules say of one file, in the order in which a reason to keep it counts. */
public enum Verdict {
  UNKNOWN,
  TAMPERED,
  HELD,
  YOUNG,
  KEEP_MIN,
  NOT_ARCHIVED,
  DELETE
}
