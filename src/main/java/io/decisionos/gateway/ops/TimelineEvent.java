package io.decisionos.gateway.ops;

import io.decisionos.gateway.bus.Notice;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A notice on the timeline.
 *
 * @param id larger than that of every earlier event, across restarts
 */
record TimelineEvent(long id, Notice notice) {

  JsonObject json() {
    return new JsonObject()
        .put("id", id)
        .put("at", notice.at().toString())
        .put("level", notice.level().name().toLowerCase(Locale.ROOT))
        .put("kind", notice.kind())
        .put("tenant_id", notice.tenant().orElse(null))
        .put("message", notice.message());
  }

  /** The event that a line of the file holds; empty if the line is torn or foreign. */
  static Optional<TimelineEvent> parse(String line) {
    try {
      var json = new JsonObject(line);
      var level = Notice.Level.valueOf(json.getString("level").toUpperCase(Locale.ROOT));
      var notice =
          new Notice(
              Instant.parse(json.getString("at")),
              level,
              json.getString("kind"),
              Optional.ofNullable(json.getString("tenant_id")),
              json.getString("message"));
      boolean whole = notice.kind() != null && notice.message() != null;
      return whole ? Optional.of(new TimelineEvent(json.getLong("id"), notice)) : Optional.empty();
    } catch (RuntimeException e) {
      // A line that was torn, or that somebody else wrote: anything may be wrong with it.
      return Optional.empty();
    }
  }
}
