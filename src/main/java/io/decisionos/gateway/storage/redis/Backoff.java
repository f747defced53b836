package io.decisionos.gateway.storage.redis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses between attempts: doubling up to a bound, each cut by chance. For one thread. */
final class Backoff {
  private static final long FIRST_MILLIS = 50;

  private final long longest;
  private long pause = FIRST_MILLIS;

  Backoff(Duration longest) {
    this.longest = longest.toMillis();
  }

  /** Between half of the pause and all of it, so that many gateways do not come back at once. */
  long nextMillis() {
    long now = Math.min(pause, longest);
    pause = Math.min(longest, 2 * pause);
    return Math.max(1, ThreadLocalRandom.current().nextLong(now / 2, now + 1));
  }

  void reset() {
    pause = FIRST_MILLIS;
  }
}
