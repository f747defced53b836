package io.decisionos.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The effective state of a key, over every declaration, all orders of times and every moment. */
final class LifetimeTest {
  private static final int LAST = 8;
  private static final List<Instant> MOMENTS =
      IntStream.rangeClosed(0, LAST).mapToObj(i -> Instant.ofEpochSecond(1000L * i)).toList();
  private static final Duration LEEWAY = Duration.ofSeconds(1000);

  /** All lifetimes whose times are among a few moments, in any order that a file may have. */
  private static List<Lifetime> all() {
    var all = new ArrayList<Lifetime>();
    for (KeyState declared : KeyState.values()) {
      for (Optional<Instant> begins : someTimes()) {
        for (Optional<Instant> ends : someTimes()) {
          for (Optional<Instant> retires : someTimes()) {
            if (isBefore(begins, ends) && isBefore(begins, retires) && !isBefore(retires, ends)) {
              all.add(new Lifetime(declared, begins, ends, retires));
            }
          }
        }
      }
    }
    return all;
  }

  private static List<Optional<Instant>> someTimes() {
    var times = new ArrayList<Optional<Instant>>();
    times.add(Optional.empty());
    IntStream.range(1, LAST).mapToObj(MOMENTS::get).map(Optional::of).forEach(times::add);
    return times;
  }

  /** Absent times are in no order. */
  private static boolean isBefore(Optional<Instant> a, Optional<Instant> b) {
    return a.isEmpty() || b.isEmpty() || a.get().isBefore(b.get());
  }

  /** The rule as the contract spells it, word by word. */
  private static KeyState byTheBook(Lifetime key, Instant now) {
    Optional<Instant> retiredFrom =
        key.graceUntil().isPresent() ? key.graceUntil() : key.notAfter();
    if (key.declared() == KeyState.RETIRED
        || (retiredFrom.isPresent() && now.compareTo(retiredFrom.get()) >= 0)) {
      return KeyState.RETIRED;
    }
    if (key.declared() == KeyState.GRACE
        || (key.notAfter().isPresent() && now.compareTo(key.notAfter().get()) >= 0)) {
      return KeyState.GRACE;
    }
    if ((key.notBefore().isPresent() && now.compareTo(key.notBefore().get()) < 0)
        || (key.declared() == KeyState.PENDING && key.notBefore().isEmpty())) {
      return KeyState.PENDING;
    }
    return KeyState.ACTIVE;
  }

  @Test
  void everyStateIsAsTheContractSpellsIt() {
    for (Lifetime key : all()) {
      for (Instant now : MOMENTS) {
        assertThat(key.stateAt(now)).as("%s at %s", key, now).isEqualTo(byTheBook(key, now));
      }
    }
  }

  @Test
  void timesMoveAKeyOnAndNeverBack() {
    for (Lifetime key : all()) {
      for (int i = 1; i <= LAST; i++) {
        assertThat(key.stateAt(MOMENTS.get(i)))
            .as("%s", key)
            .isGreaterThanOrEqualTo(key.stateAt(MOMENTS.get(i - 1)));
      }
    }
  }

  @Test
  void theNextChangeIsTheFirstMomentWithAnotherState() {
    for (Lifetime key : all()) {
      for (Instant now : MOMENTS) {
        Optional<Lifetime.Change> first =
            MOMENTS.stream()
                .filter(now::isBefore)
                .filter(later -> key.stateAt(later) != key.stateAt(now))
                .findFirst()
                .map(later -> new Lifetime.Change(key.stateAt(later), later));
        assertThat(key.nextChange(now)).as("%s at %s", key, now).isEqualTo(first);
      }
    }
  }

  @Test
  void aPendingKeyCountsByTheLeewayEarlyAndNoOtherAtAnotherTimeThanItsState() {
    for (Lifetime key : all()) {
      for (Instant now : MOMENTS) {
        boolean counts =
            switch (key.stateAt(now)) {
              case ACTIVE, GRACE -> true;
              case RETIRED -> false;
              case PENDING ->
                  key.notBefore().isPresent() && !now.plus(LEEWAY).isBefore(key.notBefore().get());
            };
        assertThat(key.countsAt(now, LEEWAY)).as("%s at %s", key, now).isEqualTo(counts);
      }
    }
  }

  @Test
  void thereAreEnoughOfThemToMeanSomething() {
    assertThat(all().size() * MOMENTS.size()).isGreaterThan(3000);
  }
}
