package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.book.Dispatch.Word;
import io.decisionos.gateway.alerts.book.Group.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What there is to say of a group at a moment.
 *
 * @param firing its alerts that hold and are not silenced
 * @param resolved those that are over and whose receiver knows, or may know, of them
 * @param silenced those that hold quietly
 * @param unseen those that are over before anybody was told
 * @param fresh whether its receiver does not know all of this
 * @param repeat whether it has known for so long that it is told again
 */
record GroupNews(
    Group group,
    List<Alert> firing,
    List<Alert> resolved,
    List<AlertLabels> silenced,
    List<AlertLabels> unseen,
    boolean fresh,
    boolean repeat) {
  private static final Duration GIVES_UP = Duration.ofHours(1);
  private static final Duration QUIET = Duration.ofDays(1);
  private static final Comparator<Alert> ORDER =
      Comparator.comparing((Alert alert) -> alert.labels().severity())
          .reversed()
          .thenComparing(Alert::since)
          .thenComparing(alert -> alert.labels().toString());

  /**
   * Looks at a group.
   *
   * @param leading whether what is the fleet's is told here
   */
  static GroupNews of(Group group, Drawers in, boolean leading, Instant now) {
    var firing = new ArrayList<Alert>();
    var resolved = new ArrayList<Alert>();
    var silenced = new ArrayList<AlertLabels>();
    var unseen = new ArrayList<AlertLabels>();
    boolean fresh = false;
    for (Member member : group.members().values()) {
      AlertLabels labels = member.alert().labels();
      boolean known = in.told().of(group.receiver(), labels).isPresent();
      if (!leading && labels.isOfFleet() && (known || in.book().isActive(labels))) {
        continue;
      }
      if (in.book().isActive(labels)) {
        if (in.silences().covering(labels, now).isPresent()) {
          silenced.add(labels);
        } else {
          firing.add(in.book().find(labels).orElseThrow());
          fresh |= !in.told().knows(group.receiver(), labels);
        }
      } else if (known) {
        resolved.add(member.alert());
      } else {
        unseen.add(labels);
      }
    }
    firing.sort(ORDER);
    resolved.sort(ORDER);
    boolean repeat =
        !firing.isEmpty()
            && group
                .lastTold()
                .filter(at -> !at.plus(group.route().waits().repeat()).isAfter(now))
                .isPresent();
    return new GroupNews(
        group, firing, resolved, silenced, unseen, fresh || !resolved.isEmpty(), repeat);
  }

  boolean isWorthTelling() {
    return fresh || repeat;
  }

  /** Critical ones come first, then whoever waits for longest. */
  String urgency() {
    boolean critical = firing.stream().anyMatch(alert -> alert.labels().isCritical());
    return (critical ? "0" : "1") + group.due() + group.key();
  }

  List<Word> words() {
    return Stream.concat(
            firing.stream().map(alert -> new Word(alert, true)),
            resolved.stream().map(alert -> new Word(alert, false)))
        .toList();
  }

  /** Nothing is to be said; what holds is said again after a while. */
  void rest(Instant now) {
    group.rest(
        group
            .lastTold()
            .filter(at -> !firing.isEmpty())
            .map(at -> at.plus(group.route().waits().repeat()))
            .orElse(now.plus(QUIET)));
  }

  /** It could not be told; for an hour it is tried again, then as if it had changed. */
  static void failed(Group group, Instant now, Instant again, String why) {
    boolean over =
        group.failingSince().filter(since -> since.plus(GIVES_UP).isBefore(again)).isPresent();
    if (over) {
      group.givenUp(again.plus(group.route().waits().interval()), why + ", for an hour");
    } else {
      group.failed(now, again, why);
    }
  }
}
