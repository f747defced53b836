package io.decisionos.gateway.keysource;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.KeyEntry;
import io.decisionos.gateway.keys.KeyGenerator;
import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.Keyset;
import io.decisionos.gateway.keys.Keysets;
import io.decisionos.gateway.keys.Lifetime;
import io.decisionos.gateway.keys.Material;
import io.decisionos.gateway.keys.MaterialPlace;
import io.decisionos.gateway.keys.Purpose;
import io.decisionos.gateway.keys.Reach;
import io.decisionos.gateway.keys.Rotation;
import io.decisionos.gateway.keys.Source;
import io.decisionos.gateway.keysource.MaterialSource.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When sources are read, and until when what they had counts; time is a number here. */
final class SourceDeskTest {
  private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");
  private static final MaterialPlace PLACE = new MaterialPlace(Source.SSM, "/k");
  private static final MaterialPlace SEALED = new MaterialPlace(Source.KMS, "k.sealed");
  private static final Material GOOD = secret();
  private static final Material OTHER = secret();

  private final SourceDesk desk = desk(Duration.ofHours(1));

  private static SourceDesk desk(Duration grace) {
    return new SourceDesk(
        new SourceSettings(
            Set.of(), Duration.ofMinutes(5), grace, Optional.empty(), Optional.empty()));
  }

  private static Material secret() {
    return new Material(KeyGenerator.make("k", Algorithm.HMAC_SHA256).values().iterator().next());
  }

  private static KeyListing listing(Map<MaterialPlace, Material> beside, MaterialPlace... places) {
    List<KeyEntry> keys =
        Stream.of(places)
            .map(
                place ->
                    new KeyEntry(
                        place.name(),
                        Algorithm.HMAC_SHA256,
                        Lifetime.of(KeyState.ACTIVE),
                        Optional.of(place),
                        "",
                        OptionalInt.empty()))
            .toList();
    var keyset = new Keyset(Purpose.REQUESTS, Reach.ofAll("k"), Rotation.DEFAULT, keys);
    return new KeyListing(new Keysets(List.of(keyset)), beside);
  }

  private static final KeyListing ONE = listing(Map.of(), PLACE);

  private static Instant at(double seconds) {
    return START.plusMillis(Math.round(seconds * 1000));
  }

  private boolean isDue(boolean wanted, double seconds) {
    return !desk.due(ONE, wanted, at(seconds)).isEmpty();
  }

  private void answer(Reading reading, double seconds) {
    desk.read(Source.SSM, Map.of(PLACE, reading), ONE, at(seconds));
  }

  @Test
  void aSourceIsReadAtOnceThenAtEachRefreshAndNeverTwiceAtATime() {
    assertThat(isDue(false, 0)).isTrue();
    assertThat(isDue(true, 1)).as("while it is being read").isFalse();
    answer(Reading.of(GOOD), 1);
    assertThat(isDue(false, 300.9)).isFalse();
    assertThat(isDue(false, 301)).isTrue();
  }

  @Test
  void afterFailuresItIsReadEverMoreSeldomUpToThirtySeconds() {
    var gaps = new ArrayList<Long>();
    double now = 0;
    for (int turn = 0; turn < 8; turn++) {
      double begin = now;
      while (!isDue(false, now)) {
        now += 0.5;
      }
      gaps.add(Math.round(now - begin));
      answer(Reading.failed("is away"), now);
    }
    assertThat(gaps).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void aHundredThousandRequestsForAKeyThatIsAwayCauseOneReadingInThirtySeconds() {
    assertThat(isDue(false, 0)).isTrue();
    answer(Reading.failed("is away"), 0);
    double now = 0;
    while (now < 100) {
      if (isDue(false, now)) {
        answer(Reading.failed("is away"), now);
      }
      now += 0.5;
    }
    // The next reading by itself is up to thirty seconds away.
    int readings = 0;
    for (int request = 0; request < 100_000; request++) {
      if (isDue(true, now + request * 25.0 / 100_000)) {
        readings++;
        answer(Reading.failed("is away"), now + request * 25.0 / 100_000);
      }
    }
    assertThat(readings).isBetween(1, 2);
  }

  @Test
  void aKeyThatIsAtHandIsNotLookedUp() {
    assertThat(isDue(false, 0)).isTrue();
    answer(Reading.of(GOOD), 0);
    for (int second = 0; second < 299; second++) {
      assertThat(isDue(true, second)).isFalse();
    }
  }

  @Test
  void theLastGoodMaterialCountsUntilTheEndOfTheGraceAndNotAMomentLonger() {
    assertThat(isDue(false, 0)).isTrue();
    answer(Reading.of(GOOD), 0);
    assertThat(isDue(false, 300)).isTrue();
    answer(Reading.failed("is away"), 300);

    assertThat(desk.shelf().counts(PLACE, at(3599.999))).isTrue();
    assertThat(desk.shelf().counts(PLACE, at(3600))).isFalse();
    assertThat(desk.hasTurned(at(3599))).isTrue();
    assertThat(desk.hasTurned(at(3599.9))).isFalse();
    assertThat(desk.hasTurned(at(3600))).isTrue();
  }

  @Test
  void aSourceThatAnswersIsReadBeforeTheGraceEndsHoweverShortThatIs() {
    SourceDesk hasty = desk(Duration.ofMinutes(1));
    int readings = 0;
    for (double second = 0; second < 300; second += 0.1) {
      if (!hasty.due(ONE, false, at(second)).isEmpty()) {
        hasty.read(Source.SSM, Map.of(PLACE, Reading.of(GOOD)), ONE, at(second));
        readings++;
      }
      assertThat(hasty.shelf().counts(PLACE, at(second))).as("after %s s", second).isTrue();
    }
    assertThat(readings).isBetween(9, 11);
  }

  @Test
  void whatFitsNoKeyLeavesTheLastGoodOneAndIsTold() {
    assertThat(isDue(false, 0)).isTrue();
    answer(Reading.of(GOOD), 0);
    assertThat(isDue(false, 300)).isTrue();
    answer(Reading.of(new Material("no key")), 300);

    assertThat(desk.shelf().slot(PLACE).material()).contains(GOOD);
    assertThat(desk.shelf().slot(PLACE).readAt()).contains(START);
    assertThat(desk.shelf().slot(PLACE).trouble()).isPresent();
    assertThat(desk.away()).containsExactly(Source.SSM);
  }

  @Test
  void aNewPlaceAndAnotherCiphertextAreReadAtOnceAndWhatIsNotListedIsForgotten() {
    assertThat(isDue(false, 0)).isTrue();
    answer(Reading.of(GOOD), 0);
    KeyListing two = listing(Map.of(SEALED, new Material("1")), PLACE, SEALED);
    assertThat(desk.due(two, false, at(1))).containsOnlyKeys(Source.KMS);
    desk.read(Source.KMS, Map.of(SEALED, Reading.of(GOOD)), two, at(1));
    assertThat(desk.due(two, false, at(2))).isEmpty();

    KeyListing anew = listing(Map.of(SEALED, new Material("2")), PLACE, SEALED);
    assertThat(desk.due(anew, false, at(3))).containsOnlyKeys(Source.KMS);
    desk.read(Source.KMS, Map.of(SEALED, Reading.of(OTHER)), anew, at(3));
    assertThat(desk.shelf().slot(SEALED).material()).contains(OTHER);

    assertThat(desk.due(ONE, false, at(4))).isEmpty();
    assertThat(desk.shelf().slots()).containsOnlyKeys(PLACE);
  }

  @Test
  void whoeverReadsWhatWasListedBeforeDisturbsNobody() {
    assertThat(isDue(false, 0)).isTrue();
    assertThat(desk.due(listing(Map.of()), false, at(1))).isEmpty();
    answer(Reading.of(GOOD), 2);
    assertThat(desk.due(listing(Map.of()), false, at(3))).isEmpty();
    assertThat(desk.shelf().slots()).isEmpty();
  }
}
