package io.decisionos.gateway.alerts.book;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hundred thousand alerts of a thousand tenants within a minute; it takes one. */
@Tag("quiet")
final class DeskStormCampaignTest {
  @Test
  void everyAlertIsAccountedForAndCriticalOnesAreNamedInTime() {
    System.out.println(new Storm(1_000, 100_000, 50).rage());
  }
}
