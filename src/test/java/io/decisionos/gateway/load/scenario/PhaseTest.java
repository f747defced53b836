package io.decisionos.gateway.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.load.scenario.Phase.Backoff;
import org.junit.jupiter.api.Test;

class PhaseTest {

  private static final Backoff BACKOFF = new Backoff(100, 1000, 0.5);

  @Test
  void theWaitDoublesUpToItsMost() {
    assertThat(BACKOFF.millis(0, 0, 1)).isEqualTo(100);
    assertThat(BACKOFF.millis(2, 0, 1)).isEqualTo(400);
    assertThat(BACKOFF.millis(40, 0, 1)).isEqualTo(1000);
  }

  @Test
  void theJitteredPartIsDrawn() {
    assertThat(BACKOFF.millis(0, 0, 0)).isEqualTo(50);
  }

  @Test
  void theServersOwnWaitIsNeverCutShort() {
    assertThat(BACKOFF.millis(0, 3000, 0.5)).isEqualTo(3000);
  }
}
