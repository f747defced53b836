package io.decisionos.gateway.keys;

import java.util.Map;
import java.util.Set;

/**
 * All keys of one purpose. Immutable, and swapped as a whole. Which of its keys count is for the
 * moment to say.
 *
 * @param keys those whose material is at hand, by {@code kid}
 * @param retired the {@code kid}s of those that need none, as they count no more
 * @param unloaded the {@code kid}s of those whose material is not at hand
 */
public record KeyRing(Map<String, Key> keys, Set<String> retired, Set<String> unloaded) {
  public static final KeyRing EMPTY = new KeyRing(Map.of(), Set.of(), Set.of());

  public KeyRing {
    keys = Map.copyOf(keys);
    retired = Set.copyOf(retired);
    unloaded = Set.copyOf(unloaded);
  }

  /** Whether a {@code kid} that is not among the keys may be that of a key all the same. */
  public boolean mayKnow(String kid) {
    return !unloaded.isEmpty() && !retired.contains(kid);
  }
}
