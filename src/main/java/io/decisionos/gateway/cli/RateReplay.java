package io.decisionos.gateway.cli;

import io.decisionos.gateway.limit.Rate;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * Puts the requests of the last hour to another rate. Each second's requests count as spread over
 * it, so the answer is close and not exact. Pure.
 */
final class RateReplay {
  private RateReplay() {}

  /** What the rate would have done with a tenant's traffic by second. */
  static JsonObject of(JsonObject traffic, Rate rate) {
    double left = rate.burst();
    long last = 0;
    long requests = 0;
    double refused = 0;
    for (Object found : traffic.getJsonArray("seconds")) {
      var row = (JsonObject) found;
      long second = Instant.parse(row.getString("at")).getEpochSecond();
      long asked = row.getLong("requests");
      // What was saved up until this second began; what comes in the second is there to be used.
      double saved =
          Math.min((double) rate.burst(), left + (second - last - 1) * (double) rate.perSecond());
      double admitted = Math.min((double) asked, Math.floor(saved + rate.perSecond()));
      left = Math.min((double) rate.burst(), saved + rate.perSecond() - admitted);
      last = second;
      requests += asked;
      refused += asked - admitted;
    }
    return new JsonObject()
        .put("requests", requests)
        .put("refused", (long) refused)
        .put("since", traffic.getString("complete_since"));
  }

  static String sentence(JsonObject replayed) {
    return "would have refused about %s of the %s requests since %s"
        .formatted(
            replayed.getValue("refused"),
            replayed.getValue("requests"),
            replayed.getString("since"));
  }
}
