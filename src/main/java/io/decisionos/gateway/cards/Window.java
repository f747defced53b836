package io.decisionos.gateway.cards;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A span of time, from the start on and up to the end.
 *
 * @param end after the start, and not part of the window
 */
record Window(Instant start, Instant end) {
  JsonObject json() {
    return new JsonObject().put("start", start.toString()).put("end", end.toString());
  }
}
