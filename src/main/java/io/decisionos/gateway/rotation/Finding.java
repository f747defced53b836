package io.decisionos.gateway.rotation;

/**
 * Something about a key that an operator should do something about.
 *
 * @param reason a stable word, such as {@code key.expiry_soon}
 * @param daysLeft whole days until the key ends; below zero if it has ended
 */
public record Finding(Reason reason, String keyset, String kid, long daysLeft, String detail) {

  /** What it is about. */
  public enum Reason {
    EXPIRY_SOON(
        "key.expiry_soon",
        "list a successor in keysets.yaml, with a not_before overlap_days before the end"),
    OVERLAP_INSUFFICIENT(
        "key.overlap_insufficient", "let the successor begin sooner, or the key end later"),
    SOURCE_STALE(
        "key.source_stale", "bring the source of the keys back, or move the keys into files");

    private final String word;
    private final String nextStep;

    Reason(String word, String nextStep) {
      this.word = word;
      this.nextStep = nextStep;
    }

    public String word() {
      return word;
    }

    public String nextStep() {
      return nextStep;
    }
  }

  @Override
  public String toString() {
    return reason.word() + ": " + detail;
  }
}
