package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.rules.AlertRoute;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Alerts that one route tells together. Confined to one thread. */
final class Group {
  private final GroupKey key;
  private final AlertRoute route;
  // When it may be told for the first time.
  private final Instant waited;
  private final Map<AlertLabels, Member> members = new HashMap<>();
  // When it is looked at next.
  private Instant due;
  private Optional<Instant> lastTold;
  private Optional<Instant> failingSince = Optional.empty();
  private Optional<String> trouble = Optional.empty();
  private boolean held;

  /**
   * An alert of the group.
   *
   * @param settled whether the ledger has it under a head
   */
  record Member(Alert alert, boolean settled) {}

  /** A group that begins now. */
  Group(GroupKey key, AlertRoute route, Instant now, Optional<Instant> lastTold) {
    this.key = key;
    this.route = route;
    this.waited = now.plus(route.waits().first());
    this.due = Instant.MAX;
    this.lastTold = lastTold;
    changed(waited);
  }

  GroupKey key() {
    return key;
  }

  AlertRoute route() {
    return route;
  }

  String receiver() {
    return key.receiver();
  }

  Map<AlertLabels, Member> members() {
    return members;
  }

  Instant due() {
    return due;
  }

  boolean isDue(Instant now) {
    return !due.isAfter(now);
  }

  Optional<Instant> lastTold() {
    return lastTold;
  }

  /** Whether other gateways tell of it as well. */
  boolean isOfFleet() {
    return members.keySet().stream().anyMatch(AlertLabels::isOfFleet);
  }

  /** Another gateway has told it then. */
  void toldElsewhere(Optional<Instant> told) {
    lastTold = told;
  }

  /** Why something of it was over before it was told. */
  String untold() {
    if (held) {
      return "it was over before rate_limit had room";
    }
    if (trouble.isPresent()) {
      return "it was over before it could be told (" + trouble.get() + ")";
    }
    return lastTold.isPresent()
        ? "it was over within group_interval_ms of " + route.waits().interval().toMillis()
        : "it was over within group_wait_ms of " + route.waits().first().toMillis();
  }

  /** Why it could not be told the last time. */
  Optional<String> trouble() {
    return trouble;
  }

  Optional<Instant> failingSince() {
    return failingSince;
  }

  boolean isHeld() {
    return held;
  }

  /** Waits for room at its receiver, to be told as one of a number. */
  void hold() {
    held = true;
  }

  /** Something has changed: it is looked at then, or as soon as its waits allow. */
  void changed(Instant soonest) {
    Instant allowed = lastTold.map(told -> told.plus(route.waits().interval())).orElse(waited);
    Instant next = soonest.isBefore(allowed) ? allowed : soonest;
    due = next.isBefore(due) ? next : due;
  }

  /** Nothing is to be said until then, unless something changes. */
  void rest(Instant until) {
    due = until;
    held = false;
  }

  void told(Instant now) {
    lastTold = Optional.of(now);
    failingSince = Optional.empty();
    trouble = Optional.empty();
    rest(now.plus(route.waits().shorter()));
  }

  void failed(Instant now, Instant again, String why) {
    failingSince = failingSince.or(() -> Optional.of(now));
    trouble = Optional.of(why);
    due = again;
  }

  void givenUp(Instant again, String why) {
    failingSince = Optional.empty();
    trouble = Optional.of(why);
    rest(again);
  }
}
