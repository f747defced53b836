package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.limit.Rate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What another rate would have done with traffic that was. */
class RateReplayTest {
  private static final long REQUEST = 1_000_000_000;

  private static JsonObject second(int second, int requests) {
    return new JsonObject()
        .put("at", "2026-01-31T12:00:%02dZ".formatted(second))
        .put("requests", requests);
  }

  private static long refused(long perSecond, long burst, JsonObject... seconds) {
    var traffic =
        new JsonObject()
            .put("complete_since", "2026-01-31T11:00:00Z")
            .put("seconds", new JsonArray(List.of(seconds)));
    return RateReplay.of(traffic, new Rate(perSecond, burst * REQUEST)).getLong("refused");
  }

  @Test
  void whatStaysBelowTheRateIsNeverRefused() {
    assertThat(refused(10, 1, second(0, 10), second(1, 10), second(2, 9))).isZero();
  }

  @Test
  void whatIsAboveTheRateIsRefusedOnceTheBurstIsUsedUp() {
    assertThat(refused(10, 10, second(0, 20), second(1, 20), second(2, 20))).isEqualTo(20);
  }

  @Test
  void aPauseFillsTheBurstAgainAndNoFurther() {
    assertThat(refused(10, 10, second(0, 20), second(30, 25))).isEqualTo(5);
  }
}
