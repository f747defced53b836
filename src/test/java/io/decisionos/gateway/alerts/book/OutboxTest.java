package io.decisionos.gateway.alerts.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.book.Outbox.Pace;
import io.decisionos.gateway.alerts.rules.AlertSettings.RateLimit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How the messages to one receiver are spent. */
final class OutboxTest {
  private static final RateLimit TEN = new RateLimit(10, Duration.ofMinutes(5));
  private static final RateLimit THREE = new RateLimit(3, Duration.ofMinutes(5));

  private final Outbox outbox = new Outbox();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** Sends one group after the other, as long as that is the pace; tells how many. */
  private int singles(int due, RateLimit limit) {
    int sent = 0;
    while (sent < due && outbox.pace(due - sent, false, now, limit) == Pace.ONE) {
      outbox.begin(now);
      outbox.done();
      sent++;
    }
    return sent;
  }

  @Test
  void eachGroupHasAMessageOfItsOwnAsLongAsThereIsRoomForAll() {
    assertThat(singles(10, TEN)).isEqualTo(10);
    assertThat(outbox.pace(1, false, now, TEN)).isEqualTo(Pace.NOTHING);
    now = now.plus(TEN.window());
    assertThat(outbox.pace(1, true, now, TEN)).isEqualTo(Pace.ALL);
  }

  @Test
  void ofALargeLimitMostIsForDigestsWhileMoreIsDueThanItAllows() {
    assertThat(singles(11, TEN)).isEqualTo(3);
    for (int digest = 0; digest < 7; digest++) {
      assertThat(outbox.pace(8, true, now, TEN)).isEqualTo(Pace.NOTHING);
      assertThat(outbox.roomAt(TEN)).contains(now.plusMillis(4500));
      now = now.plusMillis(4500);
      assertThat(outbox.pace(8, true, now, TEN)).isEqualTo(Pace.ALL);
      outbox.begin(now);
      outbox.done();
    }
    now = now.plusMillis(4500);
    assertThat(outbox.pace(8, true, now, TEN)).isEqualTo(Pace.NOTHING);
  }

  @Test
  void ofASmallLimitTheRestWaitsUntilThereIsRoom() {
    assertThat(singles(5, THREE)).isEqualTo(3);
    assertThat(outbox.pace(2, true, now, THREE)).isEqualTo(Pace.NOTHING);
    assertThat(outbox.roomAt(THREE)).contains(now.plus(THREE.window()));
    now = now.plus(THREE.window());
    assertThat(outbox.pace(2, true, now, THREE)).isEqualTo(Pace.ALL);
  }
}
