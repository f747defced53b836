package io.decisionos.gateway.keys;

import io.decisionos.gateway.config.Section;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * How the keys of a keyset are to take turns. Immutable.
 *
 * @param everyDays how long a key is to sign
 * @param overlapDays for how long its successor is to be active before it ends
 * @param warnDays so many days before it ends, its successor is asked for
 * @param tokenLifeHours how long the longest-lived token lives
 */
public record Rotation(
    OptionalInt everyDays, int overlapDays, List<Integer> warnDays, int tokenLifeHours) {
  /** What holds if nothing is said. */
  public static final Rotation DEFAULT =
      new Rotation(OptionalInt.empty(), 7, List.of(14, 7, 3), 24);

  private static final int MOST_DAYS = 3650;
  private static final int MOST_HOURS = 8760;

  public Rotation {
    warnDays = List.copyOf(warnDays);
  }

  static Rotation read(Section rotation) {
    OptionalInt every =
        rotation
            .integer("every_days", 1, MOST_DAYS)
            .map(days -> OptionalInt.of(Math.toIntExact(days)))
            .orElseGet(OptionalInt::empty);
    int overlap = whole(rotation, "overlap_days", 0, MOST_DAYS, DEFAULT.overlapDays());
    List<Integer> warn =
        rotation
            .integers("warn_days", 1, MOST_DAYS)
            .map(days -> days.stream().map(Math::toIntExact).toList())
            .orElse(DEFAULT.warnDays());
    int life = whole(rotation, "token_life_hours", 1, MOST_HOURS, DEFAULT.tokenLifeHours());
    if (warn.isEmpty() || warn.stream().distinct().count() < warn.size()) {
      rotation.refuse("warn_days", warn.toString(), "a list of different numbers of days");
    }
    if (every.isPresent() && overlap >= every.getAsInt()) {
      rotation.refuse("overlap_days", String.valueOf(overlap), "fewer days than every_days");
    }
    rotation.close();
    return new Rotation(every, overlap, warn, life);
  }

  private static int whole(Section section, String key, int least, int most, int otherwise) {
    return section.integer(key, least, most).map(Math::toIntExact).orElse(otherwise);
  }

  /** So many days before a key ends, its successor is asked for at the earliest. */
  public int firstWarning() {
    return warnDays.isEmpty() ? 0 : Collections.max(warnDays);
  }

  /** For how long a successor is to be active beside the key that it follows. */
  public Duration overlap() {
    return Duration.ofDays(overlapDays);
  }
}
