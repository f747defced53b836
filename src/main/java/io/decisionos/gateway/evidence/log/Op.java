package io.decisionos.gateway.evidence.log;

import java.util.Locale;

/** What happened to a file. */
public enum Op {
  ADD,
  CHANGE,
  LOCK,
  HOLD,
  RELEASE,
  ARCHIVE,
  DELETE,
  LOST;

  /** As leaves spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
