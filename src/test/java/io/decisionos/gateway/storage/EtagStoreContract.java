package io.decisionos.gateway.storage;

import static io.decisionos.gateway.storage.Outcomes.problemOf;
import static io.decisionos.gateway.storage.Outcomes.resultOf;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link EtagStore} must do. A backend is done when it extends this and passes. */
public abstract class EtagStoreContract extends EtagContract {
  @Test
  void whatIsPutIsReadBackByteForByte() {
    Buffer body = Buffer.buffer(" {\"a\" : 1.0, \"\u00e9\\u0000\": [ ] }\n");
    Stored stored = resultOf(put(key("a"), body));
    Entry entry = resultOf(store().get(key("a"))).orElseThrow();
    assertThat(entry.body()).isEqualTo(body);
    assertThat(entry.tag()).isEqualTo(stored.tag());
    assertThat(stored.created()).isTrue();
  }

  @Test
  void aSecondPutReplacesAndSaysSo() {
    resultOf(put(key("a"), "1"));
    assertThat(resultOf(put(key("a"), "2")).created()).isFalse();
    assertThat(bodyOf(key("a"))).contains("2");
  }

  @Test
  void everyWriteHasANewStrongTagEvenOfEqualBytes() {
    var tags = new ArrayList<EntityTag>();
    for (int i = 0; i < 50; i++) {
      tags.add(resultOf(put(key("a"), "same")).tag());
    }
    assertThat(tags).doesNotHaveDuplicates().noneMatch(EntityTag::weak);
  }

  @Test
  void anAbsentEntryIsEmpty() {
    assertThat(resultOf(store().get(key("nothing")))).isEmpty();
  }

  @Test
  void theSameNameOfTwoTenantsNeverMeets() {
    Stored acme = resultOf(put(key("a"), "acme"));
    var other = new StoreKey(GLOBEX, "a");
    assertThat(resultOf(store().get(other))).isEmpty();
    assertThat(problemOf(put(other, "x", Conditions.matching(acme.tag()))).type())
        .isEqualTo(ProblemType.ETAG_PRECONDITION_MISSING);
    resultOf(put(other, "globex"));
    resultOf(store().delete(other, Terms.NONE));
    assertThat(bodyOf(key("a"))).contains("acme");
  }

  @Test
  void namesThatWouldJoinToTheSameTextStayApart() {
    var one = new StoreKey(new TenantId("a"), "b:c");
    var two = new StoreKey(new TenantId("a-b"), "c");
    resultOf(put(one, "1"));
    resultOf(put(two, "2"));
    assertThat(bodyOf(one)).contains("1");
    assertThat(bodyOf(two)).contains("2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {":", "/", "{}", "{acme}", "\0", "a b", "%2F", "*", "é", "😀", "a\nb", "\"", "\\"})
  void anyNameIsPossible(String name) {
    resultOf(put(key(name), "odd"));
    resultOf(put(key(name + "x"), "other"));
    assertThat(bodyOf(key(name))).contains("odd");
    assertThat(names("", Optional.empty(), 10)).containsExactly(name, name + "x");
  }

  @Test
  void theLongestNameIsPossible() {
    var longest = key("é".repeat(StoreKey.MAX_BYTES / 2));
    resultOf(put(longest, "long"));
    assertThat(bodyOf(longest)).contains("long");
  }

  @Test
  void theLargestBodyIsPossible() {
    Buffer body = Buffer.buffer("\"" + "x".repeat(Draft.MAX_BODY - 2) + "\"");
    resultOf(put(key("big"), body));
    assertThat(resultOf(store().get(key("big"))).orElseThrow().body()).isEqualTo(body);
  }

  @Test
  void compareAndSetTakesTheCurrentTagOnly() {
    EntityTag first = resultOf(put(key("a"), "1")).tag();
    EntityTag second = resultOf(put(key("a"), "2", Conditions.matching(first))).tag();
    assertThat(problemOf(put(key("a"), "3", Conditions.matching(first))).type())
        .isEqualTo(ProblemType.ETAG_NOMATCH);
    assertThat(bodyOf(key("a"))).contains("2");
    resultOf(put(key("a"), "4", Conditions.matching(first, second)));
  }

  @Test
  void aValueThatComesBackDoesNotMatchItsOldTag() {
    EntityTag old = resultOf(put(key("a"), "A")).tag();
    resultOf(put(key("a"), "B"));
    resultOf(put(key("a"), "A"));
    assertThat(problemOf(put(key("a"), "C", Conditions.matching(old))).type())
        .isEqualTo(ProblemType.ETAG_NOMATCH);
  }

  @Test
  void aWeakTagMatchesNoWrite() {
    String opaque = resultOf(put(key("a"), "1")).tag().opaque();
    var weak = Conditions.matching(new EntityTag(opaque, true));
    assertThat(problemOf(put(key("a"), "2", weak)).type()).isEqualTo(ProblemType.ETAG_NOMATCH);
    assertThat(problemOf(store().delete(key("a"), Terms.of(weak))).type())
        .isEqualTo(ProblemType.ETAG_NOMATCH);
  }

  @Test
  void createOnlyCreatesOnce() {
    resultOf(put(key("a"), "1", Conditions.CREATE_ONLY));
    assertThat(problemOf(put(key("a"), "2", Conditions.CREATE_ONLY)).type())
        .isEqualTo(ProblemType.ETAG_EXISTS);
    assertThat(bodyOf(key("a"))).contains("1");
  }

  @Test
  void anyTagIsEnoughForTheStar() {
    var exists = new Precondition(TagCondition.ANY, TagCondition.ABSENT);
    assertThat(problemOf(put(key("a"), "1", exists)).type())
        .isEqualTo(ProblemType.ETAG_PRECONDITION_MISSING);
    resultOf(put(key("a"), "1"));
    resultOf(put(key("a"), "2", exists));
  }

  @Test
  void ifNoneMatchOfATagComparesWeakly() {
    EntityTag tag = resultOf(put(key("a"), "1")).tag();
    var unless =
        new Precondition(TagCondition.ABSENT, Conditions.listed(new EntityTag(tag.opaque(), true)));
    assertThat(problemOf(put(key("a"), "2", unless)).type()).isEqualTo(ProblemType.ETAG_EXISTS);
    resultOf(put(key("a"), "3"));
    resultOf(put(key("a"), "4", unless));
  }

  @Test
  void ofManyConcurrentCreatorsOneWins() {
    List<Future<Stored>> attempts =
        IntStream.range(0, 40)
            .mapToObj(i -> put(key("race"), "body " + i, Conditions.CREATE_ONLY))
            .toList();
    Future.join(attempts).otherwiseEmpty().toCompletionStage().toCompletableFuture().join();
    assertThat(attempts.stream().filter(Future::succeeded)).hasSize(1);
  }

  @Test
  void aDeletedEntryIsGone() {
    EntityTag tag = resultOf(put(key("a"), "1")).tag();
    resultOf(store().delete(key("a"), Terms.of(Conditions.matching(tag))));
    assertThat(resultOf(store().get(key("a")))).isEmpty();
    assertThat(problemOf(store().delete(key("a"), Terms.NONE)).type())
        .isEqualTo(ProblemType.ETAG_MISSING);
    assertThat(problemOf(store().delete(key("a"), Terms.of(Conditions.matching(tag)))).type())
        .isEqualTo(ProblemType.ETAG_PRECONDITION_MISSING);
  }

  @Test
  void mixedOperationsOnManyKeysEndAsTheLastWriteSays() {
    var pending = new ArrayList<Future<?>>();
    for (int i = 0; i < 500; i++) {
      pending.add(put(key("k" + i % 50), "round " + i));
    }
    resultOf(Future.all(pending));
    assertThat(names("", Optional.empty(), 1000).stream().collect(toSet())).hasSize(50);
    assertThat(bodyOf(key("k7"))).contains("round 457");
  }

  @Test
  void whatIsDoneOnceIsNotDoneAgainAndAnsweredTheSame() {
    Terms once = Conditions.once(Conditions.CREATE_ONLY, key("name"));
    Stored first = resultOf(store().put(key("a"), draft("1", ttl()), once));
    resultOf(put(key("a"), "2"));
    assertThat(resultOf(store().put(key("a"), draft("1", ttl()), once))).isEqualTo(first);
    assertThat(bodyOf(key("a"))).contains("2");
  }

  @Test
  void aDeleteThatIsDoneOnceSparesWhatCameAfterIt() {
    Terms once = Conditions.once(Precondition.NONE, key("name"));
    resultOf(put(key("a"), "1"));
    resultOf(store().delete(key("a"), once));
    resultOf(put(key("a"), "2"));
    resultOf(store().delete(key("a"), once));
    assertThat(bodyOf(key("a"))).contains("2");
  }

  @Test
  void aRefusalIsNotRememberedAndNorIsAnotherTenantsName() {
    Terms once = Conditions.once(Conditions.CREATE_ONLY, key("name"));
    resultOf(put(key("a"), "1"));
    assertThat(problemOf(store().put(key("a"), draft("2", ttl()), once)).type())
        .isEqualTo(ProblemType.ETAG_EXISTS);
    resultOf(store().delete(key("a"), Terms.NONE));
    assertThat(resultOf(store().put(key("a"), draft("2", ttl()), once)).created()).isTrue();
    var other = new StoreKey(GLOBEX, "a");
    Terms sameName = Conditions.once(Precondition.NONE, new StoreKey(GLOBEX, "name"));
    assertThat(resultOf(store().put(other, draft("3", ttl()), sameName)).created()).isTrue();
    assertThat(bodyOf(other)).contains("3");
  }

  @Test
  void anOutcomeIsRememberedForTenMinutes() {
    Terms once = Conditions.once(Precondition.NONE, key("name"));
    Stored first = resultOf(store().put(key("a"), draft("1", ttl()), once));
    clock.step(Terms.REMEMBERED.minusMillis(1));
    keepHouse();
    assertThat(resultOf(store().put(key("a"), draft("1", ttl()), once))).isEqualTo(first);
    clock.step(Duration.ofMillis(2));
    keepHouse();
    assertThat(resultOf(store().put(key("a"), draft("1", ttl()), once)).tag())
        .isNotEqualTo(first.tag());
  }
}
