package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DateFieldTest {
  private static final long START_NANOS = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(500);

  private Instant now = Instant.parse("2026-12-01T07:59:59.250Z");
  private int looks;
  private final DateField date = new DateField(new Watched());

  /** A clock that counts how often it is looked at. */
  private final class Watched extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      looks++;
      return now;
    }
  }

  /** Lets time pass on both clocks, the monotonic one past its greatest number. */
  private String after(long millis) {
    now = Instant.parse("2026-12-01T07:59:59.250Z").plusMillis(millis);
    return date.at(START_NANOS + TimeUnit.MILLISECONDS.toNanos(millis)).toString();
  }

  @Test
  void changesWithTheSecondAndLooksAtTheTimeOfDayOnceForIt() {
    assertThat(after(0)).isEqualTo("Tue, 01 Dec 2026 07:59:59 GMT");
    assertThat(after(749)).isEqualTo("Tue, 01 Dec 2026 07:59:59 GMT");
    assertThat(looks).isEqualTo(1);

    assertThat(after(750)).isEqualTo("Tue, 01 Dec 2026 08:00:00 GMT");
    assertThat(after(1749)).isEqualTo("Tue, 01 Dec 2026 08:00:00 GMT");
    assertThat(looks).isEqualTo(2);
    assertThat(after(5000)).isEqualTo("Tue, 01 Dec 2026 08:00:04 GMT");
  }
}
