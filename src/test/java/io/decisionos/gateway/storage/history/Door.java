package io.decisionos.gateway.storage.history;

/** Where the calls of clients go. Thread-safe. */
@FunctionalInterface
public interface Door {
  /** The port for the next call. */
  int port();

  /**
   * Hears that a call was answered with 503.
   *
   * @param problem the answer's body
   */
  default void refused(String problem) {}
}
