package io.decisionos.gateway.http;

/**
 * Whether the gateway was told to stop. Its answers then ask callers to close their connections, so
 * that none of them is in use when the listeners close. Thread-safe.
 */
public final class Drain {
  private volatile boolean begun;

  /** Says that the gateway was told to stop. */
  public void begin() {
    begun = true;
  }

  boolean isBegun() {
    return begun;
  }
}
