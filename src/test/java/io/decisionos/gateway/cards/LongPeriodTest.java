package io.decisionos.gateway.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.cards.LabelHeatmap.Mode;
import io.decisionos.gateway.cards.LabelHeatmap.Overlay;
import io.decisionos.gateway.cards.LabelHeatmap.Shading;
import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.http.Window;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever has events in very many hours gets pages of them, and no answer that fills the heap. */
class LongPeriodTest {
  private static final Instant START = Instant.parse("1990-01-01T00:00:00Z");
  private static final int HOURS = 100_001;
  private static final Window ALL = new Window(START, START.plusSeconds(3600L * HOURS));

  private final Card.Sources sources =
      new Card.Sources(
          new TenantId("acme-corp"),
          Catalogs.withAlias(),
          ReasonCounts.of(
              IntStream.range(0, HOURS)
                  .mapToObj(hour -> START.plusSeconds(3600L * hour))
                  .map(ts -> new ReasonEvent(ts, "reason:perf", 1))
                  .toList()),
          new CardTokens(new Seal(new byte[32])));

  private static LabelHeatmap heatmap(Window window, Span bucket) {
    var shading = new Shading(Overlay.NONE, 0, Mode.RAW);
    return new LabelHeatmap("a long one", window, Optional.of(bucket), shading);
  }

  @Test
  void aHeatmapOfTooManyCellsIsRefusedAndSaysWhatToDo() {
    assertThatThrownBy(() -> heatmap(ALL, Span.HOUR).draw(sources))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().type().status()).isEqualTo(400);
              assertThat(refused.problem().detail()).contains("100000 cells", "larger buckets");
            });
  }

  @Test
  void theLargestHeatmapAndLargerBucketsAreDrawn() {
    var shorter = new Window(START, ALL.end().minusSeconds(3600));
    assertThat(heatmap(shorter, Span.HOUR).draw(sources).getJsonArray("cells")).hasSize(100_000);
    assertThat(heatmap(ALL, Span.DAY).draw(sources).getJsonArray("cells")).hasSize(4167);
  }

  @Test
  void aSummaryIsReadPageByPage() {
    var buckets = new TrendBuckets(Span.HOUR, 2, Optional.empty(), 2);
    JsonObject summary =
        new TrendSummary(ALL, 5, Optional.of(buckets), Optional.empty()).draw(sources);
    assertThat(summary.getJsonArray("buckets")).hasSize(2);
    assertThat(summary.getString("next_cursor")).isNotBlank();
    assertThat(summary.getJsonArray("top_buckets").getJsonObject(0).getString("start"))
        .isEqualTo(START.toString());
  }
}
