package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.bus.Board.Note;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notes for other gateways, as text. Pure. */
final class NoteText {
  private static final int MOST_WORDS = 500;

  private NoteText() {}

  /** A note that was read. */
  record Read(Subject subject, Optional<JsonObject> state) {}

  /**
   * A note.
   *
   * @param state how it stands now; empty if there is none any more
   */
  static Note of(Subject subject, Optional<JsonObject> state) {
    JsonObject json = new JsonObject().put("type", subject.type().name()).put("of", json(subject));
    state.ifPresent(now -> json.put("is", now));
    return new Note(subject.name(), (state.isPresent() ? "+" : "-") + json.encode());
  }

  /** What a note says; empty if another version has written it in its own way. */
  static Optional<Read> read(Note note) {
    try {
      var json = new JsonObject(note.text().substring(1));
      Subject subject = subject(json.getString("type"), json.getJsonObject("of"));
      Optional<JsonObject> is = Optional.ofNullable(json.getJsonObject("is"));
      return Optional.of(new Read(subject, is.filter(state -> !note.isGone())));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static JsonObject json(Subject subject) {
    return switch (subject.type()) {
      case KNOWLEDGE -> {
        var known = (Subject.Knowledge) subject;
        yield new JsonObject()
            .put("receiver", known.receiver())
            .put("labels", DeskStateJson.json(known.labels().values()));
      }
      case TIME -> DeskStateJson.json(((Subject.Time) subject).group());
      case SENT -> new JsonObject().put("receiver", ((Subject.Sent) subject).receiver());
      case QUIET -> new JsonObject().put("id", ((Subject.Quiet) subject).id());
      case SIGHT -> {
        var sight = (Subject.Sight) subject;
        yield new JsonObject()
            .put("instance", sight.instance())
            .put("labels", DeskStateJson.json(sight.labels().values()));
      }
    };
  }

  private static Subject subject(String type, JsonObject json) {
    return switch (Subject.Type.valueOf(type)) {
      case KNOWLEDGE -> new Subject.Knowledge(json.getString("receiver"), labels(json));
      case TIME -> new Subject.Time(DeskStateJson.key(json));
      case SENT -> new Subject.Sent(json.getString("receiver"));
      case QUIET -> new Subject.Quiet(json.getString("id"));
      case SIGHT -> new Subject.Sight(json.getString("instance"), labels(json));
    };
  }

  private static AlertLabels labels(JsonObject json) {
    return AlertLabels.of(DeskStateJson.texts(json.getJsonObject("labels")));
  }

  static JsonObject mark(Told.Mark mark) {
    JsonObject json = time(mark.at()).put("sure", mark.sure());
    mark.message().ifPresent(id -> json.put("message", id));
    return json;
  }

  static Told.Mark mark(JsonObject json) {
    return new Told.Mark(
        time(json), json.getBoolean("sure"), Optional.ofNullable(json.getString("message")));
  }

  static JsonObject time(Instant at) {
    return new JsonObject().put("at", at.toString());
  }

  static Instant time(JsonObject json) {
    return Instant.parse(json.getString("at"));
  }

  static JsonObject times(List<Instant> times) {
    return new JsonObject()
        .put("at", new JsonArray(times.stream().map(Instant::toString).toList()));
  }

  static List<Instant> times(JsonObject json) {
    return DeskStateJson.times(json.getJsonArray("at"));
  }

  static JsonObject condition(Condition seen) {
    String what = seen.what();
    return new JsonObject()
        .put("value", Double.isFinite(seen.value()) ? seen.value() : 0)
        .put("what", what.substring(0, Math.min(what.length(), MOST_WORDS)));
  }

  static Condition condition(JsonObject json) {
    return new Condition(
        Map.of(), Notice.Level.WARN, json.getDouble("value"), json.getString("what"));
  }
}
