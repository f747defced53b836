package io.decisionos.gateway.rotation;

/**
 * The one thing that is to be done about a keyset now.
 *
 * @param kid the key that it is about; empty if it is about none
 * @param why in a sentence
 * @param edit what to change; empty if nothing is to be changed
 */
public record PlannedStep(String keyset, Kind kind, String kid, String why, String edit) {

  /** What is to be done. */
  public enum Kind {
    ADD("add"),
    PROMOTE("promote"),
    GRACE("grace"),
    RETIRE("retire"),
    WAIT("wait"),
    NOTHING("nothing");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Whether something is to be changed. */
  public boolean isDue() {
    return !edit.isEmpty();
  }
}
