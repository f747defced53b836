package io.decisionos.gateway.storage.history;

/** Where the calls of clients go. Thread-safe. */
@FunctionalInterface
public interface Door {
  /** The port for the next call. */
  int port();

  /**
   * Hears that a call was not served.
   *
   * @param why the status and what the answer says, or that there was none
   */
  default void refused(String why) {}
}
