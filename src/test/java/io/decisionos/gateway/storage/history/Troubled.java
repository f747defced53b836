package io.decisionos.gateway.storage.history;

/**
 * What the clients of a campaign call: one gateway or several, whatever befalls them. Clients ask
 * from any thread.
 */
public interface Troubled extends Door {
  /** The guard's time, in milliseconds since 1970. */
  long now();

  /** Makes ready for another schedule. */
  void nextSchedule();
}
