package io.decisionos.gateway.tenant;

/** How long evidence is kept: every value that a policy has, in the order in which it is shown. */
public enum EvidenceKey {
  WIP_DAYS("wip_days", 7, EvidenceKey.MOST_DAYS),
  LOCKED_DAYS("locked_days", 365, EvidenceKey.MOST_DAYS),
  KEEP_MIN("keep_min", 5, 1_000_000),
  LOCK_AFTER_HOURS("lock_after_hours", 0, 24 * EvidenceKey.MOST_DAYS);

  private static final long MOST_DAYS = 36_500;

  private final String word;
  private final long builtIn;
  private final long most;

  EvidenceKey(String word, long builtIn, long most) {
    this.word = word;
    this.builtIn = builtIn;
    this.most = most;
  }

  /** The key as files spell it. */
  public String word() {
    return word;
  }

  /** What holds if no file sets it. */
  public long builtIn() {
    return builtIn;
  }

  /** The largest value that a file may set; the least is 0. */
  public long most() {
    return most;
  }
}
