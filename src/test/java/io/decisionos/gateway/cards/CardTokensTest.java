package io.decisionos.gateway.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.cards.count.Tally;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.Window;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardTokensTest {
  private static final TenantId ACME = new TenantId("acme-corp");
  private static final TenantId OTHER = new TenantId("default");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Window DAY = new Window(START, Instant.parse("2026-01-02T00:00:00Z"));
  private static final Window LONGER = new Window(START, Instant.parse("2026-01-02T00:00:01Z"));

  private final CardTokens tokens = new CardTokens(new Seal(new byte[32]));

  private static SortedMap<String, Long> counts(Map<String, Long> counts) {
    var sorted = new TreeMap<String, Long>(Tally.BY_NAME);
    sorted.putAll(counts);
    return sorted;
  }

  @Test
  void aDeltaTokenHoldsTheCounts() {
    SortedMap<String, Long> counts =
        counts(Map.of("reason:perf", 3L, "zürich \ud83d\ude00", Long.MAX_VALUE, "a", 128L));
    String token = tokens.delta(ACME, DAY, counts);
    assertThat(tokens.counts(ACME, DAY, token)).isEqualTo(new EarlierCounts(counts, 0));
  }

  @Test
  void equalCountsMakeEqualTokens() {
    SortedMap<String, Long> counts = counts(Map.of("b", 1L, "a", 2L));
    var again = new CardTokens(new Seal(new byte[32]));
    assertThat(again.delta(ACME, DAY, counts)).isEqualTo(tokens.delta(ACME, DAY, counts));
  }

  @Test
  void aTokenIsGoodForItsTenantWindowAndPurposeAlone() {
    SortedMap<String, Long> counts = counts(Map.of("a", 1L));
    String delta = tokens.delta(ACME, DAY, counts);
    String cursor = tokens.cursor(ACME, DAY, Span.HOUR, START);
    var position = new HighlightHistory.Position(7, "0123456789abcdef", START);
    String place = tokens.place(ACME, Span.DAY, position);

    assertThat(tokens.behind(ACME, DAY, Span.HOUR, cursor)).isEqualTo(START);
    assertThat(tokens.position(ACME, Span.DAY, place)).isEqualTo(position);
    assertRefused(() -> tokens.counts(OTHER, DAY, delta));
    assertRefused(() -> tokens.counts(ACME, LONGER, delta));
    assertRefused(() -> tokens.counts(ACME, DAY, cursor));
    assertRefused(() -> tokens.counts(ACME, DAY, place));
    assertRefused(() -> tokens.behind(OTHER, DAY, Span.HOUR, cursor));
    assertRefused(() -> tokens.behind(ACME, LONGER, Span.HOUR, cursor));
    assertRefused(() -> tokens.behind(ACME, DAY, Span.DAY, cursor));
    assertRefused(() -> tokens.behind(ACME, DAY, Span.HOUR, delta));
    assertRefused(() -> tokens.position(OTHER, Span.DAY, place));
    assertRefused(() -> tokens.position(ACME, Span.HOUR, place));
    assertRefused(() -> tokens.position(ACME, Span.DAY, cursor));
  }

  @Test
  void aTokenOfAnotherSecretIsRefused() {
    var foreign = new byte[32];
    foreign[0] = 1;
    var others = new CardTokens(new Seal(foreign));
    String token = others.delta(ACME, DAY, counts(Map.of("a", 1L)));
    assertRefused(() -> tokens.counts(ACME, DAY, token));
  }

  @Test
  void everyCharacterOfATokenCounts() {
    String cursor = tokens.cursor(ACME, DAY, Span.HOUR, START);
    for (int i = 0; i < cursor.length(); i++) {
      for (char c : "AB_-9".toCharArray()) {
        if (cursor.charAt(i) != c) {
          String forged = cursor.substring(0, i) + c + cursor.substring(i + 1);
          assertRefused(() -> tokens.behind(ACME, DAY, Span.HOUR, forged));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "====", "null", "\u0000", "zürich", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void whatIsNoTokenIsRefused(String forged) {
    assertRefused(() -> tokens.counts(ACME, DAY, forged));
    assertRefused(() -> tokens.behind(ACME, DAY, Span.HOUR, forged));
    assertRefused(() -> tokens.position(ACME, Span.DAY, forged));
  }

  @Test
  void aTokenWithMoreOrLessAtItsEndIsRefused() {
    String token = tokens.delta(ACME, DAY, counts(Map.of("a", 1L)));
    for (String forged :
        new String[] {token + "A", token + "=", token + token, token.substring(1)}) {
      assertRefused(() -> tokens.counts(ACME, DAY, forged));
    }
  }

  private static void assertRefused(Runnable redeeming) {
    assertThatThrownBy(redeeming::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().type()).isEqualTo(ProblemType.REQUEST_INVALID));
  }

  @Test
  void aThousandReasonsFitIntoATarget() {
    var counts = counts(Map.of());
    IntStream.range(0, 1000).forEach(i -> counts.put("r" + i, 1L + i % 7));
    String token = tokens.delta(ACME, DAY, counts);
    assertThat(token).hasSizeLessThan(6100);
    assertThat(tokens.counts(ACME, DAY, token).counts()).isEqualTo(counts);
  }

  @Test
  void ofVeryManyReasonsTheRestIsComparedAsOne() {
    var random = new Random(1);
    var counts = counts(Map.of());
    IntStream.range(0, 20_000)
        .forEach(i -> counts.put(Long.toHexString(random.nextLong()), 1L + i));
    String token = tokens.delta(ACME, DAY, counts);
    assertThat(token).hasSizeLessThan(6100);
    EarlierCounts earlier = tokens.counts(ACME, DAY, token);

    var none = new JsonObject();
    assertThat(earlier.delta(counts))
        .isEqualTo(new JsonObject().put("added", none).put("removed", none).put("changed", none));
    SortedMap<String, Long> more = counts(counts);
    more.put("of all the newest", 5L);
    assertThat(earlier.delta(more).getJsonObject("changed").getJsonObject("[+others]"))
        .contains(Map.entry("delta", 5L));
  }

  @Test
  void aReasonThatIsGoneWasRemoved() {
    var earlier = new EarlierCounts(counts(Map.of("a", 1L, "b", 2L)), 0);
    assertThat(earlier.delta(counts(Map.of("b", 2L))))
        .isEqualTo(
            new JsonObject()
                .put("added", new JsonObject())
                .put("removed", new JsonObject().put("a", 1L))
                .put("changed", new JsonObject()));
  }
}
