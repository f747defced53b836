package io.decisionos.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The time that waits of alerts go by. */
final class DeskClockTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private Instant machine = BEGIN;
  private long nanos;
  private final List<Duration> leaps = new ArrayList<>();
  private final DeskClock clock =
      new DeskClock(
          new Clock() {
            @Override
            public Instant instant() {
              return machine;
            }

            @Override
            public java.time.ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }
          },
          () -> nanos,
          by -> leaps.add(by));

  private Instant after(Duration time) {
    machine = machine.plus(time);
    nanos += time.toNanos();
    return clock.now();
  }

  @Test
  void itIsTheMachinesAlsoWhenThatIsPutForward() {
    assertThat(clock.now()).isEqualTo(BEGIN);
    assertThat(after(Duration.ofSeconds(7))).isEqualTo(BEGIN.plusSeconds(7));
    machine = machine.plusSeconds(3600);
    assertThat(leaps).isEmpty();
    assertThat(clock.now()).isEqualTo(BEGIN.plusSeconds(3607));
    assertThat(leaps).containsExactly(Duration.ofHours(1));
    after(Duration.ofHours(3));
    machine = machine.plusMillis(900);
    clock.now();
    assertThat(leaps).hasSize(1);
  }

  @Test
  void whatItSaysHasMillisecondsAtMost() {
    assertThat(after(Duration.ofNanos(1_234_567_890))).isEqualTo(BEGIN.plusMillis(1234));
    machine = BEGIN;
    nanos += 1_000_002;
    assertThat(clock.now()).isEqualTo(BEGIN.plusMillis(1235));
  }

  @Test
  void whenThatIsSetBackItGoesOnMoreSlowlyUntilBothAgree() {
    clock.now();
    machine = machine.minusSeconds(3600);
    assertThat(clock.now()).isEqualTo(BEGIN);
    assertThat(after(Duration.ofSeconds(10))).isEqualTo(BEGIN.plusSeconds(5));
    Instant before = clock.now();
    for (int second = 0; second < TimeUnit.HOURS.toSeconds(2); second++) {
      Instant now = after(Duration.ofSeconds(1));
      assertThat(now).isAfter(before);
      before = now;
    }
    assertThat(after(Duration.ofSeconds(1))).isEqualTo(machine);
  }
}
