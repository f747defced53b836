package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.book.Dispatch.Kind;
import io.decisionos.gateway.alerts.book.Dispatch.Outcome;
import io.decisionos.gateway.alerts.book.Group.Member;
import io.decisionos.gateway.alerts.rules.AlertRoute;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.alerts.rules.Receiver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The alerts by the routes that tell them, and whose turn it is. Confined to one thread. */
final class Groups {
  private final AlertBook book;
  private final Silences silences;
  private final Told told;
  private final Ledger ledger;
  private final Map<GroupKey, Group> groups = new LinkedHashMap<>();
  private final Map<String, Outbox> outboxes = new HashMap<>();
  private Map<GroupKey, Instant> earlier = new HashMap<>();
  private boolean leading = true;

  Groups(AlertBook book, Silences silences, Told told, Ledger ledger) {
    this.book = book;
    this.silences = silences;
    this.told = told;
    this.ledger = ledger;
  }

  private static List<AlertRoute> routes(AlertLabels labels, AlertSettings settings) {
    return settings.decide(labels.values()).stream()
        .filter(route -> settings.receiver(route.receiver()).filter(r -> !r.takesAll()).isPresent())
        .toList();
  }

  private static GroupKey key(AlertRoute route, AlertLabels labels) {
    return new GroupKey(route.path(), route.receiver(), route.groupOf(labels.values()));
  }

  private Group group(AlertRoute route, AlertLabels labels, Instant now) {
    return groups.computeIfAbsent(
        key(route, labels),
        key ->
            new Group(
                key,
                route,
                now.plus(route.waits().first()),
                Optional.ofNullable(earlier.remove(key))));
  }

  void begun(Alert alert, AlertSettings settings, Instant now) {
    for (AlertRoute route : routes(alert.labels(), settings)) {
      join(group(route, alert.labels(), now), alert);
      group(route, alert.labels(), now).changed(now.plus(route.waits().first()));
    }
  }

  private void join(Group group, Alert alert) {
    Member before = group.members().get(alert.labels());
    boolean goesOn = before != null && !before.settled();
    if (!goesOn) {
      ledger.open();
    }
    // Whoever knows of it already is told nothing when it comes back before its end was told.
    boolean known = told.knows(group.receiver(), alert.labels());
    group.members().put(alert.labels(), new Member(alert, known));
    if (known) {
      ledger.note(Ledger.Head.GROUPED);
    }
  }

  void over(Alert alert, AlertSettings settings, Instant now) {
    for (AlertRoute route : routes(alert.labels(), settings)) {
      Group group = groups.get(key(route, alert.labels()));
      if (group != null) {
        group.members().computeIfPresent(alert.labels(), (l, m) -> new Member(alert, m.settled()));
        group.changed(now);
      }
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
    groups.values().forEach(group -> group.changed(now));
  }

  /** Puts every alert where another version of the file has it. */
  void regroup(AlertSettings next, Instant now) {
    List<Group> old = List.copyOf(groups.values());
    Map<String, Set<AlertLabels>> settled = new HashMap<>();
    var alerts = new LinkedHashMap<AlertLabels, Alert>();
    for (Group group : old) {
      group.lastTold().ifPresent(at -> earlier.put(group.key(), at));
      group
          .members()
          .forEach(
              (labels, member) -> {
                alerts.put(labels, member.alert());
                if (member.settled()) {
                  settled.computeIfAbsent(group.receiver(), r -> new HashSet<>()).add(labels);
                } else {
                  ledger.close();
                }
              });
    }
    groups.clear();
    book.active().forEach(alert -> alerts.put(alert.labels(), alert));
    alerts.values().forEach(alert -> place(alert, next, settled, now));
    earlier.clear();
  }

  private void place(
      Alert alert, AlertSettings settings, Map<String, Set<AlertLabels>> settled, Instant now) {
    for (AlertRoute route : routes(alert.labels(), settings)) {
      boolean wasSettled =
          settled.getOrDefault(route.receiver(), Set.of()).contains(alert.labels())
              || told.knows(route.receiver(), alert.labels());
      if (alert.isActive() || told.of(route.receiver(), alert.labels()).isPresent()) {
        if (!wasSettled) {
          ledger.open();
        }
        Group group = group(route, alert.labels(), now);
        group.members().put(alert.labels(), new Member(alert, wasSettled));
      }
    }
  }

  /** Takes up an alert of an earlier run, which may have told of it. */
  void restored(Alert alert, AlertSettings settings, Instant now) {
    place(alert, settings, Map.of(), now);
  }

  /** The message that is to be sent to a receiver now, if there is one. */
  Optional<Dispatch> turn(Receiver receiver, AlertSettings settings, Instant now) {
    Outbox outbox = outbox(receiver.name());
    if (!outbox.isFree(now)) {
      return Optional.empty();
    }
    List<Group> due =
        groups.values().stream()
            .filter(group -> group.isDue(now) && group.receiver().equals(receiver.name()))
            .toList();
    if (due.isEmpty()) {
      return Optional.empty();
    }
    List<GroupNews> news = due.stream().map(group -> look(group, now)).toList();
    List<GroupNews> worth =
        news.stream()
            .filter(GroupNews::isWorthTelling)
            .sorted(Comparator.comparing(GroupNews::urgency))
            .toList();
    if (worth.isEmpty()) {
      return Optional.empty();
    }
    if (outbox.room(now, settings.rateLimit()) == 0) {
      worth.forEach(item -> item.group().hold());
      return Optional.empty();
    }
    outbox.begin(now);
    return Optional.of(dispatch(receiver, worth, now));
  }

  private GroupNews look(Group group, Instant now) {
    GroupNews news = GroupNews.of(group, book, silences, told, leading, now);
    news.silenced().forEach(labels -> settle(group, labels, Ledger.Head.SILENCED));
    news.unseen()
        .forEach(
            labels -> {
              settle(group, labels, Ledger.Head.ENDED);
              group.members().remove(labels);
            });
    if (!news.isWorthTelling()) {
      news.rest(now);
      if (group.members().isEmpty()) {
        groups.remove(group.key());
      }
    }
    return news;
  }

  private void settle(Group group, AlertLabels labels, Ledger.Head head) {
    Member member = group.members().get(labels);
    if (member != null && !member.settled()) {
      ledger.note(head);
      group.members().put(labels, new Member(member.alert(), true));
    }
  }

  private Dispatch dispatch(Receiver receiver, List<GroupNews> worth, Instant now) {
    boolean digest = worth.stream().anyMatch(news -> news.group().isHeld());
    List<GroupNews> told = digest ? worth : worth.subList(0, 1);
    for (GroupNews news : told) {
      news.firing().forEach(alert -> this.told.tried(receiver.name(), alert.labels(), now));
      news.resolved().forEach(alert -> this.told.doubt(receiver.name(), alert.labels()));
    }
    GroupKey key = told.get(0).group().key();
    return new Dispatch(
        receiver,
        digest ? Kind.DIGEST : Kind.GROUP,
        digest ? Map.of() : key.labels(),
        told.stream().flatMap(news -> news.words().stream()).toList(),
        told.stream().map(news -> news.group().key()).toList());
  }

  void answered(Dispatch dispatch, Outcome outcome, Instant now) {
    Outbox outbox = outbox(dispatch.receiver().name());
    switch (outcome.result()) {
      case DELIVERED -> {
        outbox.done();
        new Delivery(dispatch, told, this::settle).note(told(dispatch), now);
      }
      case AGAIN -> {
        Instant again = outbox.failed(now, outcome.retryAfter());
        told(dispatch).forEach(group -> GroupNews.failed(group, now, again, outcome.said()));
      }
      case REFUSED -> {
        outbox.refused();
        told(dispatch)
            .forEach(
                group -> group.givenUp(now.plus(group.route().waits().interval()), outcome.said()));
      }
    }
  }

  private List<Group> told(Dispatch dispatch) {
    return dispatch.groups().stream().flatMap(key -> Stream.ofNullable(groups.get(key))).toList();
  }

  private Outbox outbox(String receiver) {
    return outboxes.computeIfAbsent(receiver, added -> new Outbox());
  }

  Explanation.Part explain(
      AlertRoute route, Alert alert, Optional<Silence> silence, AlertSettings settings) {
    Group group = groups.get(key(route, alert.labels()));
    return new Reasons(route, alert, told)
        .of(Optional.ofNullable(group), silence, outbox(route.receiver()), settings.rateLimit());
  }

  Stream<Member> members() {
    return groups.values().stream().flatMap(group -> group.members().values().stream());
  }

  Map<GroupKey, Instant> lastTold() {
    return groups.values().stream()
        .filter(group -> group.lastTold().isPresent())
        .collect(Collectors.toMap(Group::key, group -> group.lastTold().orElseThrow()));
  }

  Map<String, List<Instant>> sent() {
    return outboxes.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sent()));
  }

  /** Takes up when an earlier run has told what. */
  void restore(Map<GroupKey, Instant> lastTold, Map<String, List<Instant>> sent) {
    earlier = new HashMap<>(lastTold);
    sent.forEach((receiver, times) -> outbox(receiver).restore(times));
  }

  /** How many groups there are. */
  int size() {
    return groups.size();
  }

  /** Some groups, for tests. */
  List<Group> all() {
    return new ArrayList<>(groups.values());
  }
}
