package io.decisionos.gateway.overlay;

/** Where an effective value comes from. */
enum Source {
  TENANT("tenant"),
  GLOBAL("global");

  private final String word;

  Source(String word) {
    this.word = word;
  }

  /** The word that answers use. */
  String word() {
    return word;
  }
}
