package io.decisionos.gateway.alerts.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** So many alerts at once that no receiver would read them. */
final class DeskStormTest {
  @Test
  void everyAlertIsAccountedForAndCriticalOnesAreNamedInTime() {
    assertThat(new Storm(100, 6_000, 3).rage()).contains("critical groups");
  }
}
