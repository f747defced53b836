package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.Said;
import io.decisionos.gateway.fixture.Secrets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Comes after all other tests and looks for every token, key and password of theirs in everything
 * that was said meanwhile: logs, problem documents, metrics, readiness, audit files, threads, and
 * what other processes wrote to standard error.
 */
@Order(Integer.MAX_VALUE)
class SuiteSecretsTest {
  private static final String BAIT = "bait of this test";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The bait shows that the search finds what is logged, and that the log is searched whole. */
  @Test
  void nothingThatWasSaidWhileTheTestsRanHoldsASecret() {
    String bait = Secrets.keep(BAIT, UUID.randomUUID().toString());
    LoggerFactory.getLogger(SuiteSecretsTest.class).error("this is to be found: {}", bait);
    Await.until(PATIENCE, () -> Said.secrets().contains(BAIT), () -> "the log is not heard");

    assertThat(Said.secrets()).containsExactly(BAIT);
  }
}
