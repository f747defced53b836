package io.decisionos.gateway.storage;

import static io.decisionos.gateway.storage.Outcomes.problemOf;
import static io.decisionos.gateway.storage.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fault.ProblemType;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link EtagStore} must do about expiry, lists and bytes. */
public abstract class EtagShelfContract extends EtagContract {
  @Test
  void anEntryLivesUntilItsTimeAndNotLonger() {
    Instant written = clock.instant();
    resultOf(store().put(key("a"), draft("1", Duration.ofSeconds(5)), Terms.NONE));
    clock.step(Duration.ofMillis(4999));
    Entry entry = resultOf(store().get(key("a"))).orElseThrow();
    assertThat(entry.expiresAt()).isEqualTo(written.plusSeconds(5));
    clock.step(Duration.ofMillis(1));
    assertThat(resultOf(store().get(key("a")))).isEmpty();
    assertThat(names("", Optional.empty(), 10)).isEmpty();
    assertThat(problemOf(put(key("a"), "2", Conditions.matching(entry.tag()))).type())
        .isEqualTo(ProblemType.ETAG_PRECONDITION_MISSING);
    assertThat(resultOf(put(key("a"), "3", Conditions.CREATE_ONLY)).created()).isTrue();
  }

  @Test
  void aReplacementStartsANewLife() {
    resultOf(store().put(key("a"), draft("1", Duration.ofSeconds(1)), Terms.NONE));
    resultOf(store().put(key("a"), draft("2", Duration.ofSeconds(9)), Terms.NONE));
    clock.step(Duration.ofSeconds(5));
    keepHouse();
    assertThat(bodyOf(key("a"))).contains("2");
  }

  @Test
  void aListIsOfOneTenantByCodePoint() {
    for (String name : List.of("b", "a", "\uFB01", "😀", "ab", "A", "é")) {
      resultOf(put(key(name), "x"));
    }
    resultOf(put(new StoreKey(GLOBEX, "aa"), "x"));
    assertThat(names("", Optional.empty(), 100))
        .containsExactly("A", "a", "ab", "b", "é", "\uFB01", "😀");
    assertThat(names("a", Optional.empty(), 100)).containsExactly("a", "ab");
  }

  @Test
  void aListGoesOnWhereItStopped() {
    IntStream.range(0, 10).forEach(i -> resultOf(put(key("k" + i), "x")));
    resultOf(put(key("l"), "x"));
    Listing.Page first = resultOf(store().list(new Listing(ACME, "k", Optional.empty(), 7)));
    assertThat(first.lines()).extracting(Listing.Line::name).hasSize(7).endsWith("k6");
    assertThat(first.next()).isPresent();
    Listing.Page last = resultOf(store().list(new Listing(ACME, "k", Optional.of("k6"), 7)));
    assertThat(last.lines()).extracting(Listing.Line::name).containsExactly("k7", "k8", "k9");
    assertThat(last.next()).isEmpty();
  }

  @Test
  void aLineOfAListSaysWhatTheEntrySays() {
    resultOf(put(key("a"), "x"));
    Entry entry = resultOf(store().get(key("a"))).orElseThrow();
    assertThat(resultOf(store().list(new Listing(ACME, "", Optional.empty(), 1))).lines())
        .containsExactly(new Listing.Line("a", entry.tag(), entry.expiresAt()));
  }

  @Test
  void bytesAreThoseOfNamesAndBodiesOfOneTenant() {
    resultOf(put(key("é"), "12345"));
    resultOf(put(key("b"), "1"));
    resultOf(put(key("b"), "123"));
    resultOf(put(new StoreKey(GLOBEX, "b"), "1234567890"));
    assertThat(resultOf(store().usage(ACME))).isEqualTo(new Usage(2, 2 + 5 + 1 + 3));
    resultOf(store().delete(key("b"), Terms.NONE));
    assertThat(resultOf(store().usage(ACME))).isEqualTo(new Usage(1, 7));
  }

  @Test
  void expiredBytesAreGivenBack() {
    IntStream.range(0, 300).forEach(i -> resultOf(put(key("k" + i), "body")));
    clock.step(Draft.DEFAULT_TTL);
    keepHouse();
    assertThat(resultOf(store().usage(ACME))).isEqualTo(Usage.NONE);
  }

  @Test
  void overItsAllowanceATenantIsRefusedAndNothingChanges() {
    resultOf(put(key("a"), "12345"));
    Future<Stored> over =
        store()
            .put(
                key("a"),
                draft("1234567", ttl()),
                new Terms(Precondition.NONE, 7, Optional.empty()));
    assertThat(problemOf(over).type()).isEqualTo(ProblemType.TENANT_STORAGE_FULL);
    assertThat(bodyOf(key("a"))).contains("12345");
    resultOf(
        store()
            .put(
                key("a"),
                draft("123456", ttl()),
                new Terms(Precondition.NONE, 7, Optional.empty())));
    assertThat(resultOf(store().usage(ACME))).isEqualTo(new Usage(1, 7));
  }

  @Test
  void whoHoldsTooMuchMayHoldLess() {
    resultOf(put(key("a"), "12345"));
    Terms nothing = new Terms(Precondition.NONE, 0, Optional.empty());
    assertThat(resultOf(store().put(key("a"), draft("123", ttl()), nothing)).created()).isFalse();
    assertThat(problemOf(store().put(key("a"), draft("1234", ttl()), nothing)).type())
        .isEqualTo(ProblemType.TENANT_STORAGE_FULL);
    assertThat(bodyOf(key("a"))).contains("123");
  }

  @Test
  void aConditionIsJudgedBeforeTheAllowance() {
    resultOf(put(key("a"), "12345"));
    Future<Stored> both =
        store()
            .put(
                key("a"),
                draft("x", ttl()),
                new Terms(Conditions.CREATE_ONLY, 0, Optional.empty()));
    assertThat(problemOf(both).type()).isEqualTo(ProblemType.ETAG_EXISTS);
  }
}
