package io.decisionos.gateway.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * All keys at one time. Immutable, and swapped as a whole.
 *
 * @param keys those whose tokens count, by {@code kid}
 * @param retired the {@code kid}s of those whose tokens count no more
 */
public record KeyRing(Map<String, VerificationKey> keys, Set<String> retired) {
  public static final KeyRing EMPTY = new KeyRing(Map.of(), Set.of());

  public KeyRing {
    keys = Map.copyOf(keys);
    retired = Set.copyOf(retired);
  }

  /** How many keys there are of each state, for people. */
  public String describe() {
    long grace = keys.values().stream().filter(key -> key.state() == KeyState.GRACE).count();
    return "active=" + (keys.size() - grace) + " grace=" + grace + " retired=" + retired.size();
  }

  /** This ring with one key more. */
  KeyRing with(VerificationKey key) {
    var more = new HashMap<>(keys);
    more.put(key.kid(), key);
    return new KeyRing(more, retired);
  }
}
