package io.decisionos.gateway.http.connection;

import java.time.Duration;

/**
 * How long the parts of an exchange may take, whatever answers it.
 *
 * @param head the fields of a request, from its first byte
 * @param body its body, from the end of its head
 * @param silence how long nothing may come in between requests
 */
public record ConnectionTimes(Duration head, Duration body, Duration silence) {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final long LEAST_BYTES_PER_SECOND = 16 << 10;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** From when on a head comes too late. */
  boolean isHeadOverdue(long sinceNanos, long now) {
    return now - sinceNanos >= head.toNanos();
  }

  /** Likewise a body; if it is read, it has been refused in words before. */
  boolean isBodyOverdue(long sinceNanos, long now) {
    return now - sinceNanos >= body.plus(LAST_WORDS).toNanos();
  }

  /** How long a caller may take to take so much. */
  Duration toTake(long bytes) {
    return ANSWER.plusSeconds(bytes / LEAST_BYTES_PER_SECOND);
  }
}
