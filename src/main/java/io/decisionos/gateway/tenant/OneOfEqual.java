package io.decisionos.gateway.tenant;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes one object of equal ones: of a hundred thousand tenants nearly all have the limits, the
 * objectives and the prices of one of a few plans. Remembers those that were met last. For one
 * thread.
 */
final class OneOfEqual<T> {
  private static final int MOST = 1000;

  private final Map<T, T> met =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<T, T> eldest) {
          return size() > MOST;
        }
      };

  /** The value, or the one that was met before and equals it. */
  T of(T value) {
    return met.computeIfAbsent(value, first -> first);
  }
}
