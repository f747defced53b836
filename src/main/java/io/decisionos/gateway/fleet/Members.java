package io.decisionos.gateway.fleet;

import io.decisionos.gateway.fleet.FleetView.Member;
import io.decisionos.gateway.fleet.FleetView.State;
import io.decisionos.gateway.fleet.Meeting.Present;
import io.decisionos.gateway.fleet.Meeting.Roll;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who is there, by what a meeting tells. Pure. */
final class Members {
  /** Who was not seen for so long is lost. */
  static final long LOST_MILLIS = Duration.ofSeconds(3).toMillis();

  private Members() {}

  /** All of them, this gateway included, in the order of their names. */
  static List<Member> of(Beat own, Roll roll) {
    Map<String, Member> named = new HashMap<>();
    var all = new ArrayList<Member>();
    all.add(member(own, roll.nowMillis(), State.LIVE));
    for (Present present : roll.others()) {
      boolean isLive = roll.nowMillis() - present.seenMillis() <= LOST_MILLIS;
      Beat.decode(present.instance(), present.document())
          .map(beat -> member(beat, present.seenMillis(), isLive ? State.LIVE : State.LOST))
          .ifPresent(all::add);
    }
    all.forEach(each -> named.merge(each.beat().name(), each, Members::newer));
    // A gateway that was killed and started again takes the place of its former self.
    all.removeIf(each -> each.state() == State.LOST && !each.equals(named.get(each.beat().name())));
    all.sort(Comparator.comparing(each -> each.beat().name() + ' ' + each.beat().instance()));
    return List.copyOf(all);
  }

  private static Member member(Beat beat, long seenMillis, State state) {
    return new Member(beat, Instant.ofEpochMilli(seenMillis), state);
  }

  private static Member newer(Member one, Member other) {
    return other.lastSeen().isAfter(one.lastSeen()) ? other : one;
  }
}
