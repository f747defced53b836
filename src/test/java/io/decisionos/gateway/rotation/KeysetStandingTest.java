package io.decisionos.gateway.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.KeyEntry;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.Keyset;
import io.decisionos.gateway.keys.Lifetime;
import io.decisionos.gateway.keys.Purpose;
import io.decisionos.gateway.keys.Reach;
import io.decisionos.gateway.keys.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What an operator is told of a keyset. */
final class KeysetStandingTest {
  private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");

  private static KeyEntry key(String kid, KeyState state, Integer begins, Integer ends) {
    var lifetime = new Lifetime(state, day(begins), day(ends), day(ends == null ? null : ends + 7));
    return new KeyEntry(kid, Algorithm.EDDSA, lifetime, Optional.empty(), "", OptionalInt.empty());
  }

  private static Optional<Instant> day(Integer number) {
    return Optional.ofNullable(number).map(days -> NOW.plus(Duration.ofDays(days)));
  }

  private static KeysetStanding standing(KeyEntry... keys) {
    var keyset =
        new Keyset(Purpose.TOKENS, Reach.ofAll("callers"), Rotation.DEFAULT, List.of(keys));
    return KeysetStanding.of(keyset, NOW);
  }

  @Test
  void aKeyWithoutEndOrFarFromItWantsNothing() {
    assertThat(standing(key("a", KeyState.ACTIVE, null, null)).findings()).isEmpty();
    assertThat(standing(key("a", KeyState.ACTIVE, -80, 15)).findings()).isEmpty();
  }

  @Test
  void aKeyThatEndsWithinTheFirstWarningAndHasNoSuccessorIsTold() {
    KeysetStanding standing = standing(key("a", KeyState.ACTIVE, -80, 14));

    assertThat(standing.findings())
        .extracting(Finding::reason, Finding::daysLeft)
        .containsExactly(tuple(Finding.Reason.EXPIRY_SOON, 14L));
  }

  @Test
  void aPartOfADayBeforeTheFirstWarningIsBeforeIt() {
    var end = Optional.of(NOW.plus(Duration.ofDays(14)).plusSeconds(1));
    var lifetime = new Lifetime(KeyState.ACTIVE, Optional.empty(), end, Optional.empty());
    var key =
        new KeyEntry("a", Algorithm.EDDSA, lifetime, Optional.empty(), "", OptionalInt.empty());

    assertThat(standing(key).findings()).isEmpty();
  }

  @Test
  void aKeyThatHasEndedWithoutSuccessorIsStillTold() {
    assertThat(standing(key("a", KeyState.ACTIVE, -80, -2)).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.daysLeft()).isEqualTo(-2));
  }

  @Test
  void aKeyThatTimeHasRetiredWithoutSuccessorIsTooAndOfSeveralTheLast() {
    KeyEntry gone = key("a", KeyState.ACTIVE, -80, -10);

    assertThat(standing(key("z", KeyState.ACTIVE, -200, -90), gone).findings())
        .extracting(Finding::reason, Finding::kid, Finding::daysLeft)
        .containsExactly(tuple(Finding.Reason.EXPIRY_SOON, "a", -10L));
    assertThat(standing(gone, key("b", KeyState.ACTIVE, -20, null)).findings()).isEmpty();
    assertThat(standing(gone, key("b", KeyState.GRACE, -20, null)).findings()).hasSize(1);
  }

  @Test
  void whateverItsStateAKeyThatEndsSoonWantsASuccessor() {
    assertThat(standing(key("a", KeyState.GRACE, -80, 3)).findings()).hasSize(1);
    assertThat(standing(key("a", KeyState.PENDING, 1, 5)).findings()).hasSize(1);
    assertThat(
            standing(key("a", KeyState.GRACE, -80, 3), key("b", KeyState.ACTIVE, -8, 80))
                .findings())
        .isEmpty();
  }

  @Test
  void aKeyThatAnOperatorHasPutIntoGraceOrRetiredIsNot() {
    assertThat(standing(key("a", KeyState.GRACE, -80, null)).findings()).isEmpty();
    assertThat(standing(key("a", KeyState.RETIRED, -80, 3)).findings()).isEmpty();
  }

  @Test
  void aSuccessorThatBeginsInTimeIsEnoughAndOneThatBeginsLateIsTold() {
    KeyEntry old = key("a", KeyState.ACTIVE, -80, 10);

    assertThat(standing(old, key("b", KeyState.PENDING, 3, 90)).findings()).isEmpty();
    assertThat(standing(old, key("b", KeyState.ACTIVE, null, null)).findings()).isEmpty();
    assertThat(standing(old, key("b", KeyState.PENDING, 4, 90)).findings())
        .extracting(Finding::reason)
        .containsExactly(Finding.Reason.OVERLAP_INSUFFICIENT);
  }

  @Test
  void oneThatWillBeginLateIsToldBeforeTheKeyThatItFollowsHasBegun() {
    KeyEntry now = key("a", KeyState.ACTIVE, -80, 30);
    KeyEntry next = key("b", KeyState.PENDING, 20, 100);

    assertThat(standing(now, next, key("c", KeyState.PENDING, 95, 200)).findings())
        .extracting(Finding::reason, Finding::kid)
        .containsExactly(tuple(Finding.Reason.OVERLAP_INSUFFICIENT, "b"));
    assertThat(standing(now, next, key("c", KeyState.PENDING, 93, 200)).findings()).isEmpty();
    KeyEntry neverBegins = key("b", KeyState.PENDING, null, 100);
    assertThat(standing(now, neverBegins, key("c", KeyState.ACTIVE, 95, 200)).findings())
        .extracting(Finding::kid)
        .containsExactly("a");
  }

  @Test
  void whatNeverBeginsOrEndsSoonerIsNoSuccessor() {
    KeyEntry old = key("a", KeyState.ACTIVE, -80, 10);

    assertThat(standing(old, key("b", KeyState.PENDING, null, null)).findings())
        .extracting(Finding::reason)
        .containsExactly(Finding.Reason.EXPIRY_SOON);
    assertThat(standing(old, key("b", KeyState.GRACE, null, null)).findings()).hasSize(1);
  }

  @Test
  void theNextChangeIsTheFirstOfAllKeys() {
    KeysetStanding standing =
        standing(key("a", KeyState.ACTIVE, -80, 10), key("b", KeyState.PENDING, 2, 90));

    assertThat(standing.next().orElseThrow().kid()).isEqualTo("b");
    assertThat(standing.next().orElseThrow().to()).isEqualTo(KeyState.ACTIVE);
    assertThat(standing.next().orElseThrow().daysLeft()).isEqualTo(2);
    assertThat(standing.states().get(KeyState.PENDING)).isEqualTo(1);
    assertThat(standing.states().get(KeyState.RETIRED)).isZero();
  }
}
