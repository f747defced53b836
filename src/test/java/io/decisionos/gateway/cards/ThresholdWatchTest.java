package io.decisionos.gateway.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reasons and their thresholds within an hour. */
final class ThresholdWatchTest {
  private static final TenantId ACME = TenantId.parse("acme").orElseThrow();
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final ThresholdWatch watch = new ThresholdWatch();
  private final ReasonCatalog catalog = Catalogs.shipped();

  private static ReasonEvent event(String reason, long count, int minutesAgo) {
    return new ReasonEvent(NOW.minusSeconds(60L * minutesAgo), reason, count);
  }

  private List<Condition> see(ReasonEvent... events) {
    watch.seen(ACME, ReasonCounts.of(List.of(events)), catalog, NOW);
    return watch.conditions().orElseThrow().holding();
  }

  @Test
  void warnAndCritAreToldByTheLabelsOwnThresholds() {
    assertThat(see(event("reason:infra-error", 1, 5), event("reason:perf", 4, 5))).isEmpty();
    assertThat(see(event("reason:infra-error", 2, 5)))
        .extracting(Condition::level)
        .containsExactly(Notice.Level.WARN);
    assertThat(see(event("reason:infra-error", 2, 5), event("reason:infra-error", 3, 50)))
        .extracting(Condition::level, Condition::value)
        .containsExactly(tuple(Notice.Level.ERROR, 5.0));
    assertThat(see(event("reason:infra-error", 1, 5), event("reason:infra-error", 9, 61)))
        .isEmpty();
    assertThat(see(event("nobody lists this", 900, 5))).isEmpty();
  }

  @Test
  void whoeverIsOverAThresholdIsLookedAtAgain() {
    watch.counted(ACME);
    assertThat(watch.next(10)).containsExactly(ACME);
    see(event("reason:perf", 10, 5));
    assertThat(watch.next(10)).containsExactly(ACME);
    see();
    watch.next(10);
    assertThat(watch.next(10)).isEmpty();
    watch.retain(TenantBook.EMPTY);
    assertThat(watch.conditions().orElseThrow().holding()).isEmpty();
  }
}
