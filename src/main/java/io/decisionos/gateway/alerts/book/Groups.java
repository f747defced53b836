package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.book.Dispatch.Outcome;
import io.decisionos.gateway.alerts.book.Group.Member;
import io.decisionos.gateway.alerts.rules.AlertRoute;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.alerts.rules.Receiver;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The alerts by the routes that tell them, and whose turn it is. Confined to one thread. */
final class Groups {
  private final Drawers in;
  private boolean leading = true;

  Groups(Drawers in) {
    this.in = in;
  }

  void begun(Alert alert, AlertSettings settings, Instant now) {
    for (AlertRoute route : GroupIndex.routes(alert.labels(), settings)) {
      Group group = in.groups().group(route, alert.labels(), now);
      join(group, alert);
      group.changed(now.plus(route.waits().first()));
    }
  }

  private void join(Group group, Alert alert) {
    Member before = group.members().get(alert.labels());
    boolean goesOn = before != null && !before.settled();
    if (!goesOn) {
      in.ledger().open();
    }
    // Whoever knows of it already is told nothing when it comes back before its end was told.
    boolean known = in.told().knows(group.receiver(), alert.labels());
    group.members().put(alert.labels(), new Member(alert, known));
    if (known) {
      in.ledger().note(Ledger.Head.GROUPED);
    }
  }

  void over(Alert alert, AlertSettings settings, Instant now) {
    for (AlertRoute route : GroupIndex.routes(alert.labels(), settings)) {
      in.groups()
          .find(route, alert.labels())
          .ifPresent(
              group -> {
                group
                    .members()
                    .computeIfPresent(alert.labels(), (l, m) -> new Member(alert, m.settled()));
                leave(group, alert.labels(), now);
              });
    }
  }

  /** Whoever knows, or may know, is told of the end; what nobody knows of is over at once. */
  private void leave(Group group, AlertLabels labels, Instant now) {
    boolean known = in.told().of(group.receiver(), labels).isPresent();
    if (known || !group.members().containsKey(labels)) {
      group.changed(now);
      return;
    }
    end(group, labels);
    if (group.members().isEmpty() && group.lastTold().isEmpty()) {
      in.groups().remove(group);
    }
  }

  /** Whether what is the fleet's is told here. */
  void lead(boolean leads, Instant now) {
    if (leads != leading) {
      leading = leads;
      allChanged(now);
    }
  }

  void allChanged(Instant now) {
    in.groups().all().forEach(group -> group.changed(now));
  }

  /** Another gateway has told a receiver of an alert, or of its end. */
  void toldElsewhere(String receiver, AlertLabels labels, AlertSettings settings, Instant now) {
    boolean knows = in.told().knows(receiver, labels);
    boolean over = !in.book().isActive(labels);
    boolean ended = over && in.told().of(receiver, labels).isEmpty();
    if (over && !ended) {
      owe(receiver, labels, settings, now);
    }
    in.groups()
        .of(receiver, labels, settings)
        .forEach(
            group -> {
              if (knows || ended) {
                settle(group, labels, Ledger.Head.ELSEWHERE);
              }
              if (ended) {
                group.members().remove(labels);
              }
            });
  }

  /** A receiver knows, or may know, of what is over: whoever tells next owes it the end. */
  private void owe(String receiver, AlertLabels labels, AlertSettings settings, Instant now) {
    for (AlertRoute route : GroupIndex.routes(labels, settings)) {
      if (route.receiver().equals(receiver)) {
        Alert alert = in.book().find(labels).orElseGet(() -> Alert.over(labels, now));
        Group group = in.groups().group(route, labels, now);
        group.members().putIfAbsent(labels, new Member(alert, true));
        group.changed(now);
      }
    }
  }

  /** The message that is to be sent to a receiver now, if there is one. */
  Optional<Dispatch> turn(Receiver receiver, AlertSettings settings, Instant now) {
    Outbox outbox = in.outboxes().of(receiver.name());
    if (!outbox.isFree(now)) {
      return Optional.empty();
    }
    List<Group> due =
        in.groups().all().stream()
            .filter(group -> group.isDue(now) && group.receiver().equals(receiver.name()))
            .toList();
    List<GroupNews> worth =
        due.stream()
            .map(group -> look(group, now))
            .filter(GroupNews::isWorthTelling)
            .sorted(Comparator.comparing(GroupNews::urgency))
            .toList();
    if (worth.isEmpty()) {
      return Optional.empty();
    }
    boolean waited = worth.stream().anyMatch(news -> news.group().isHeld());
    Outbox.Pace pace = outbox.pace(worth.size(), waited, now, settings.rateLimit());
    if (pace == Outbox.Pace.NOTHING) {
      worth.forEach(item -> item.group().hold());
      return Optional.empty();
    }
    in.outboxes().begin(receiver.name(), now);
    boolean digest = pace == Outbox.Pace.ALL;
    List<GroupNews> chosen = digest ? worth : worth.subList(0, 1);
    return Optional.of(new Draft(receiver, chosen, digest).send(in, now));
  }

  private GroupNews look(Group group, Instant now) {
    GroupNews news = GroupNews.of(group, in, leading, now);
    news.silenced().forEach(labels -> settle(group, labels, Ledger.Head.SILENCED));
    news.unseen().forEach(labels -> end(group, labels));
    if (!news.isWorthTelling()) {
      news.rest(now);
      if (group.members().isEmpty()) {
        in.groups().remove(group);
      }
    }
    return news;
  }

  /** It is over, and its receiver knows nothing of it. */
  private void end(Group group, AlertLabels labels) {
    String why =
        group.members().get(labels).settled()
            ? "it was over while it was silenced"
            : group.untold();
    in.fates().note(group.receiver(), labels, why + ", so nobody was told");
    settle(group, labels, Ledger.Head.ENDED);
    group.members().remove(labels);
  }

  private void settle(Group group, AlertLabels labels, Ledger.Head head) {
    Member member = group.members().get(labels);
    if (member != null && !member.settled()) {
      in.ledger().note(head);
      group.members().put(labels, new Member(member.alert(), true));
    }
  }

  void answered(Dispatch dispatch, Outcome outcome, AlertSettings settings, Instant now) {
    Outbox outbox = in.outboxes().of(dispatch.receiver().name());
    List<Group> groups = in.groups().get(dispatch.groups()).toList();
    switch (outcome.result()) {
      case DELIVERED -> {
        outbox.done();
        in.told().sure(dispatch.receiver().name());
        Set<Group> told = new Delivery(dispatch, in, settings, this::settle).note(now);
        told.addAll(groups);
        told.forEach(group -> group.told(now));
        told.forEach(in.groups()::changed);
      }
      case AGAIN, UNSENT, LOST -> {
        if (outcome.result() == Outcome.Result.AGAIN) {
          in.told().notTaken(dispatch.receiver().name());
        } else if (outcome.result() == Outcome.Result.UNSENT) {
          in.told().undo(dispatch.receiver().name());
        }
        Instant again = outbox.failed(now, outcome.retryAfter());
        groups.forEach(group -> GroupNews.failed(group, now, again, outcome.said()));
      }
      case REFUSED -> {
        outbox.refused();
        in.told().undo(dispatch.receiver().name());
        groups.forEach(
            group -> group.givenUp(now.plus(group.route().waits().interval()), outcome.said()));
      }
    }
  }

  /** What another gateway tells now is not sent. */
  void withdrawn(Dispatch dispatch) {
    in.outboxes().of(dispatch.receiver().name()).withdrawn();
    in.told().undo(dispatch.receiver().name());
  }

  Explanation.Part explain(
      AlertRoute route, Alert alert, Optional<Silence> silence, AlertSettings settings) {
    var reasons = new Reasons(route, alert, in);
    return !leading && alert.labels().isOfFleet()
        ? reasons.elsewhere(silence)
        : reasons.of(
            in.groups().find(route, alert.labels()),
            silence,
            in.outboxes().of(route.receiver()),
            settings.rateLimit());
  }
}
