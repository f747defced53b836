package io.decisionos.gateway.alerts.book;

import org.junit.jupiter.api.Test;

/** So many alerts at once that no receiver would read them. */
final class DeskStormTest {
  @Test
  void everyAlertIsAccountedForAndNoReceiverGetsMoreThanItsLimit() {
    new Storm(100, 6_000).rage();
  }
}
