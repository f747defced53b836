package io.decisionos.gateway.storage.history;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A request that is sent again until it is answered, as it may be sent twice. */
final class Repeats {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

  private Repeats() {}

  /**
   * What came of all attempts.
   *
   * @param last the answer or, if there never was one, what is known: if one attempt may have been
   *     done, the request may have been
   */
  record Repeated(Calls.Heard last, int attempts) {}

  static Repeated untilAnswered(Supplier<Calls.Heard> send) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    Calls.Heard unknown = null;
    for (int attempts = 1; ; attempts++) {
      Calls.Heard heard = send.get();
      if (heard.fate() == Calls.Fate.ANSWERED) {
        return new Repeated(heard, attempts);
      }
      unknown = heard.fate() == Calls.Fate.UNKNOWN ? heard : unknown;
      if (System.nanoTime() > end) {
        return new Repeated(unknown == null ? heard : unknown, attempts);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
