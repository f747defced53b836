package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.book.Dispatch.Kind;
import io.decisionos.gateway.alerts.book.Dispatch.Word;
import io.decisionos.gateway.alerts.book.Group.Member;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Notes that a message has come. */
record Delivery(Dispatch dispatch, Drawers in, AlertSettings settings, Settling settling) {

  /** Puts an alert of a group under a head of the ledger. */
  @FunctionalInterface
  interface Settling {
    void settle(Group group, AlertLabels labels, Ledger.Head head);
  }

  /** Notes it; tells of which groups the receiver knows all now. */
  Set<Group> note(Instant now) {
    var touched = new LinkedHashSet<Group>();
    String receiver = dispatch.receiver().name();
    boolean first = true;
    for (Word word : dispatch.words()) {
      AlertLabels labels = word.alert().labels();
      if (word.firing()) {
        in.told().told(receiver, labels, now);
      } else {
        in.told().forget(receiver, labels);
        in.fates().note(receiver, labels, "its end was told at " + now);
      }
      List<Group> groups = in.groups().of(receiver, labels, settings).toList();
      first = settle(groups, word, first);
      touched.addAll(groups);
    }
    touched.removeIf(group -> !isKnown(group));
    return touched;
  }

  private boolean isKnown(Group group) {
    return group.members().keySet().stream()
        .allMatch(labels -> in.told().knows(group.receiver(), labels));
  }

  /** Whatever route has told it: the receiver knows of it by all routes that give it the alert. */
  private boolean settle(List<Group> groups, Word word, boolean first) {
    boolean still = first;
    AlertLabels labels = word.alert().labels();
    for (Group group : groups) {
      Member member = group.members().get(labels);
      if (member != null) {
        Ledger.Head head = head(still);
        still &= member.settled();
        settling.settle(group, labels, head);
        boolean over = !word.firing() && !member.alert().isActive();
        if (over) {
          group.members().remove(labels);
        }
      }
    }
    return still;
  }

  private Ledger.Head head(boolean first) {
    if (dispatch.kind() == Kind.DIGEST) {
      return Ledger.Head.RATE_LIMITED;
    }
    return first ? Ledger.Head.SENT : Ledger.Head.GROUPED;
  }
}
