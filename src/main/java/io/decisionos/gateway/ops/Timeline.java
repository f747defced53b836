package io.decisionos.gateway.ops;

import io.decisionos.gateway.bus.Notice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** The latest notices, newest first, in bounded number. Confined to the operators' verticle. */
final class Timeline {
  private static final int KEPT = 1000;

  private final Deque<Notice> notices = new ArrayDeque<>();

  void add(Notice notice) {
    notices.addFirst(notice);
    if (notices.size() > KEPT) {
      notices.removeLast();
    }
  }

  JsonObject json() {
    var events = new JsonArray();
    notices.forEach(notice -> events.add(json(notice)));
    return new JsonObject().put("events", events);
  }

  private static JsonObject json(Notice notice) {
    return new JsonObject()
        .put("at", notice.at().toString())
        .put("level", notice.level().name().toLowerCase(Locale.ROOT))
        .put("kind", notice.kind())
        .put("tenant_id", notice.tenant().orElse(null))
        .put("message", notice.message());
  }
}
