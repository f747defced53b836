package io.decisionos.gateway.config;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * After which time another look at files will tell more.
 *
 * @param now in monotonic nanoseconds
 */
record NextLook(Collection<? extends TrackedFile<?>> files, long now, SettleTimes times) {
  /** A file that is being written may have settled. */
  Optional<Duration> settled() {
    return duration(of(file -> file.nanosToSettle(now, times)).min());
  }

  /**
   * A file that is missing may count as deleted.
   *
   * @param together whether they are judged together, once the last one has been missing for long
   */
  Optional<Duration> deleted(boolean together) {
    LongStream waits = of(file -> file.nanosToDelete(now, times));
    return duration(together ? waits.max() : waits.min());
  }

  private LongStream of(Function<TrackedFile<?>, OptionalLong> wait) {
    return files.stream()
        .map(wait)
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong);
  }

  private static Optional<Duration> duration(OptionalLong nanos) {
    return nanos.stream().mapToObj(left -> Duration.ofNanos(Math.max(0, left))).findFirst();
  }
}
