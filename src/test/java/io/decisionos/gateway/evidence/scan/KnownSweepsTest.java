package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.fixture.Await;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That a scan which takes long does not hold up what changes behind it. */
@Timeout(20)
class KnownSweepsTest {
  private final AtomicInteger sweeps = new AtomicInteger();

  private void takeLong() {
    Await.until(Duration.ofSeconds(10), () -> sweeps.get() >= 3, sweeps::get);
  }

  @Test
  void whatIsKnownIsSweptAgainAndAgainWhileAScanTakesLongAndNotAfterIt() {
    try (var beside = new KnownSweeps(sweeps::incrementAndGet, Duration.ofMillis(5))) {
      beside.during(this::takeLong);

      // One may still be under way.
      Await.until(Duration.ofSeconds(10), beside::isIdle, sweeps::get);
    }
  }
}
