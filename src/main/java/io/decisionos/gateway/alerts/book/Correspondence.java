package io.decisionos.gateway.alerts.book;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a desk has to say of a subject to other gateways, and takes in of what they say. Confined to
 * one thread.
 */
record Correspondence(Drawers in) {
  Sightings sightings() {
    return in.sightings();
  }

  /** How a subject stands; empty if there is none. */
  Optional<JsonObject> state(Subject subject) {
    return switch (subject.type()) {
      case KNOWLEDGE -> {
        var known = (Subject.Knowledge) subject;
        yield in.told().of(known.receiver(), known.labels()).map(NoteText::mark);
      }
      case TIME -> in.groups().lastTold(((Subject.Time) subject).group()).map(NoteText::time);
      case SENT ->
          Optional.of(NoteText.times(in.outboxes().of(((Subject.Sent) subject).receiver()).sent()));
      case QUIET -> in.silences().get(((Subject.Quiet) subject).id()).map(DeskStateJson::json);
      case SIGHT -> in.sightings().seen((Subject.Sight) subject).map(NoteText::condition);
    };
  }

  /** Takes in how a subject stands elsewhere. */
  void heard(Subject subject, Optional<JsonObject> state) {
    switch (subject.type()) {
      case KNOWLEDGE -> {
        var known = (Subject.Knowledge) subject;
        in.told().heard(known.receiver(), known.labels(), state.map(NoteText::mark));
      }
      case TIME -> in.groups().heard(((Subject.Time) subject).group(), state.map(NoteText::time));
      case SENT ->
          state.ifPresent(
              sent ->
                  in.outboxes()
                      .of(((Subject.Sent) subject).receiver())
                      .restore(NoteText.times(sent)));
      case QUIET ->
          in.silences().heard(((Subject.Quiet) subject).id(), state.map(DeskStateJson::silence));
      case SIGHT -> in.sightings().heard((Subject.Sight) subject, state.map(NoteText::condition));
    }
  }

  /** Forgets what is known nowhere else, beside what is a gateway's own. */
  void retain(Predicate<Subject> known) {
    in.told().retain(known);
    in.silences().retain(known);
    in.sightings().retain(known);
  }

  /** Everything that there is to say. */
  List<Subject> all() {
    var all = new ArrayList<Subject>();
    in.told()
        .all()
        .forEach(
            (receiver, marks) ->
                marks.keySet().stream()
                    .filter(AlertLabels::isOfFleet)
                    .forEach(labels -> all.add(new Subject.Knowledge(receiver, labels))));
    in.groups().lastTold().keySet().forEach(key -> all.add(new Subject.Time(key)));
    in.outboxes().sent().keySet().forEach(receiver -> all.add(new Subject.Sent(receiver)));
    in.silences().all().forEach(silence -> all.add(new Subject.Quiet(silence.id())));
    return all;
  }
}
