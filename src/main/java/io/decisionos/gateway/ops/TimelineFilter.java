package io.decisionos.gateway.ops;

import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Query;
import io.decisionos.gateway.http.Window;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which events of the timeline somebody wants.
 *
 * @param text in lower case, what occurs in the message, the kind or the tenant's id
 * @param kind a kind such as {@code tenant.changed}, or its first part
 * @param level the least level
 * @param after newer ones than this id
 * @param before older ones than this id
 * @param span not older and not newer ones than these
 */
record TimelineFilter(
    Optional<String> tenant,
    Optional<String> text,
    Optional<String> kind,
    Optional<Notice.Level> level,
    Optional<Long> after,
    Optional<Long> before,
    Span span,
    int limit)
    implements Predicate<TimelineEvent> {
  private static final long MOST_ID = 999_999_999_999_999_999L;
  private static final Map<String, Notice.Level> LEVELS =
      Map.of("info", Notice.Level.INFO, "warn", Notice.Level.WARN, "error", Notice.Level.ERROR);

  static TimelineFilter of(Query query, Instant now) {
    return new TimelineFilter(
        query.once("tenant"),
        query.once("q").map(words -> words.toLowerCase(Locale.ROOT)),
        query.once("kind"),
        query.word("level", LEVELS),
        query.number("after", 0, MOST_ID),
        query.number("cursor", 0, MOST_ID),
        Span.of(query, now),
        Math.toIntExact(query.number("limit", 1, Timeline.KEPT).orElse((long) Timeline.KEPT)));
  }

  /** From when until when, both included. */
  record Span(Optional<Instant> since, Optional<Instant> until) {
    static Span of(Query query, Instant now) {
      return Window.of(query, now, "since", "until")
          .map(w -> new Span(Optional.of(w.start()), Optional.of(w.end().minusNanos(1))))
          .orElseGet(() -> new Span(time(query, "since"), time(query, "until")));
    }

    private static Optional<Instant> time(Query query, String name) {
      return query.once(name).map(text -> Window.moment(text).orElseThrow(() -> unknown(name)));
    }

    private static RuntimeException unknown(String name) {
      return Call.invalid("Send " + name + " as a time such as 2026-01-31T12:00:00Z.");
    }

    boolean holds(Instant at) {
      return since.map(start -> !at.isBefore(start)).orElse(true)
          && until.map(end -> !at.isAfter(end)).orElse(true);
    }
  }

  @Override
  public boolean test(TimelineEvent event) {
    Notice notice = event.notice();
    return tenant.map(wanted -> notice.tenant().equals(Optional.of(wanted))).orElse(true)
        && kind.map(wanted -> isOfKind(notice.kind(), wanted)).orElse(true)
        && level.map(least -> notice.level().compareTo(least) >= 0).orElse(true)
        && after.map(id -> event.id() > id).orElse(true)
        && before.map(id -> event.id() < id).orElse(true)
        && span.holds(notice.at())
        && text.map(wanted -> mentions(notice, wanted)).orElse(true);
  }

  private static boolean mentions(Notice notice, String wanted) {
    return notice.message().toLowerCase(Locale.ROOT).contains(wanted)
        || notice.kind().contains(wanted)
        || notice.tenant().map(id -> id.contains(wanted)).orElse(false);
  }

  private static boolean isOfKind(String kind, String wanted) {
    return kind.equals(wanted) || kind.startsWith(wanted + ".");
  }

  /** A page, newest first, with a cursor if older ones follow. */
  JsonObject page(Timeline timeline) {
    List<TimelineEvent> found = timeline.page(this, limit + 1);
    var events = new JsonArray();
    found.stream().limit(limit).forEach(event -> events.add(event.json()));
    var json = new JsonObject().put("events", events);
    return found.size() > limit
        ? json.put("next_cursor", String.valueOf(found.get(limit - 1).id()))
        : json;
  }
}
