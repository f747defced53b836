package io.decisionos.gateway.keys;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often and when each key was last found to have signed something. Bounded by what is listed.
 * Thread-safe.
 */
public final class KeyUses {
  private static final long SECOND_MS = 1000;

  private final Map<KeyId, Use> uses = new ConcurrentHashMap<>();

  /** The uses of one key. */
  private static final class Use {
    private final LongAdder count = new LongAdder();
    private volatile long lastMillis;

    void note(long nowMillis) {
      count.increment();
      // Within one second the time is noted once, as other cores read it for every request.
      if (nowMillis - lastMillis >= SECOND_MS) {
        lastMillis = nowMillis;
      }
    }
  }

  /** Notes that a key has been found to have signed something; costs a look into a map. */
  public void note(KeyId key, long nowMillis) {
    of(key).note(nowMillis);
  }

  /** How often a key was used. */
  public long count(KeyId key) {
    return of(key).count.sum();
  }

  /** The last use, to the second; empty if there was none since the start. */
  public Optional<Instant> last(KeyId key) {
    long millis = of(key).lastMillis;
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private Use of(KeyId key) {
    Use known = uses.get(key);
    return known != null ? known : uses.computeIfAbsent(key, any -> new Use());
  }

  /** The uses of keys that are not listed any more are forgotten. */
  void keepOnly(KeyBook book) {
    uses.keySet().removeIf(id -> !book.lists(id));
  }
}
