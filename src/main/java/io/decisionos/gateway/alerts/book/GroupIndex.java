package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.rules.AlertRoute;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The groups that there are, by the routes that make them. Confined to one thread. */
final class GroupIndex {
  private final Map<GroupKey, Group> groups = new LinkedHashMap<>();
  private final Changes changes;
  // When groups were told that are not there now.
  private final Map<GroupKey, Instant> earlier = new HashMap<>();

  GroupIndex(Changes changes) {
    this.changes = changes;
  }

  /** The routes that tell of an alert in groups. */
  static List<AlertRoute> routes(AlertLabels labels, AlertSettings settings) {
    return settings.decide(labels.values()).stream()
        .filter(route -> settings.receiver(route.receiver()).filter(r -> !r.takesAll()).isPresent())
        .toList();
  }

  private static GroupKey key(AlertRoute route, AlertLabels labels) {
    return new GroupKey(route.path(), route.receiver(), route.groupOf(labels.values()));
  }

  /** The group of an alert, which is made if there is none. */
  Group group(AlertRoute route, AlertLabels labels, Instant now) {
    return groups.computeIfAbsent(
        key(route, labels),
        key -> new Group(key, route, now, Optional.ofNullable(earlier.remove(key))));
  }

  Optional<Group> find(AlertRoute route, AlertLabels labels) {
    return Optional.ofNullable(groups.get(key(route, labels)));
  }

  /** Every group of an alert at a receiver. */
  Stream<Group> of(String receiver, AlertLabels labels, AlertSettings settings) {
    return routes(labels, settings).stream()
        .filter(route -> route.receiver().equals(receiver))
        .flatMap(route -> find(route, labels).stream());
  }

  Stream<Group> get(Collection<GroupKey> keys) {
    return keys.stream().flatMap(key -> Stream.ofNullable(groups.get(key)));
  }

  Collection<Group> all() {
    return groups.values();
  }

  void remove(Group group) {
    groups.remove(group.key());
    if (group.lastTold().isPresent()) {
      changes.add(new Subject.Time(group.key()));
    }
  }

  /** The others have to know when it was told. */
  void changed(Group group) {
    if (group.isOfFleet()) {
      changes.add(new Subject.Time(group.key()));
    }
  }

  /** Takes all groups out; when each was told is kept until they are made anew. */
  List<Group> clear() {
    List<Group> old = List.copyOf(groups.values());
    old.forEach(group -> group.lastTold().ifPresent(at -> earlier.put(group.key(), at)));
    groups.clear();
    return old;
  }

  void forgetEarlier() {
    earlier.clear();
  }

  Map<GroupKey, Instant> lastTold() {
    return groups.values().stream()
        .filter(group -> group.lastTold().isPresent())
        .collect(Collectors.toMap(Group::key, group -> group.lastTold().orElseThrow()));
  }

  Optional<Instant> lastTold(GroupKey key) {
    return Optional.ofNullable(groups.get(key)).flatMap(Group::lastTold);
  }

  Stream<Group.Member> members() {
    return groups.values().stream().flatMap(group -> group.members().values().stream());
  }

  /** Takes up when an earlier run has told a group. */
  void restore(GroupKey key, Instant told) {
    earlier.put(key, told);
  }

  /** Takes up when another gateway has told a group. */
  void heard(GroupKey key, Optional<Instant> told) {
    Group group = groups.get(key);
    if (group != null && group.isOfFleet()) {
      group.toldElsewhere(told);
    } else if (group == null && told.isPresent()) {
      earlier.put(key, told.get());
    } else {
      earlier.remove(key);
    }
  }
}
