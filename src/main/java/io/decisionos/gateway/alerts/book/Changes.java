package io.decisionos.gateway.alerts.book;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What other gateways have to be told and were not yet. Confined to one thread. */
final class Changes {
  private final Set<Subject> waiting = new LinkedHashSet<>();
  private boolean shared;

  /** There are others; without them nothing is noted. */
  void share() {
    shared = true;
  }

  void add(Subject subject) {
    if (shared) {
      waiting.add(subject);
    }
  }

  /** Likewise, for what may be about an alert that is no other gateway's business. */
  void knowledge(String receiver, AlertLabels labels) {
    if (labels.isOfFleet()) {
      add(new Subject.Knowledge(receiver, labels));
    }
  }

  /** Takes out some of those that are wanted. */
  List<Subject> take(Predicate<Subject> wanted, int most) {
    var taken = new ArrayList<Subject>();
    var all = waiting.iterator();
    while (all.hasNext() && taken.size() < most) {
      Subject subject = all.next();
      if (wanted.test(subject)) {
        taken.add(subject);
        all.remove();
      }
    }
    return taken;
  }

  /** Takes back what was not told after all. */
  void putBack(Collection<Subject> subjects) {
    waiting.addAll(subjects);
  }

  void drop(Predicate<Subject> unwanted) {
    waiting.removeIf(unwanted);
  }

  boolean contains(Subject subject) {
    return waiting.contains(subject);
  }

  boolean has(Predicate<Subject> wanted) {
    return waiting.stream().anyMatch(wanted);
  }
}
