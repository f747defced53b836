package io.decisionos.gateway.evidence.scan;

import static org.assertj.core.api.Assertions.assertThat;

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
  void whatIsKnownIsSweptAgainAndAgainWhileAScanTakesLongAndNotAfterIt()
      throws InterruptedException {
    try (var beside = new KnownSweeps(sweeps::incrementAndGet, Duration.ofMillis(5))) {
      beside.during(this::takeLong);
      // One may have been about to begin.
      Thread.sleep(50);
      int atTheEnd = sweeps.get();
      Thread.sleep(100);

      assertThat(sweeps).hasValue(atTheEnd);
    }
  }
}
