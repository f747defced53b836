package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.storage.redis.RedisChoice.Found;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of several addresses is used, whatever they say of themselves. */
final class RedisChoiceTest {
  private static final RedisHome.Known NOTHING = new RedisHome.Known(Optional.empty(), "", 0);
  private static final int FOLLOWED = 5;
  private static final RedisHome.Known HOME =
      new RedisHome.Known(Optional.of(new RedisMark("home", 2)), "address 1", FOLLOWED);

  @Test
  void theOnlyAddressMustBeAPrimaryAndMayBeAnyDataSet() {
    assertThat(choose(NOTHING, 1, primary(1, "a", "", "other"))).isEqualTo("address 1");
    assertUndecided(NOTHING, 1, "it is a replica", replica(1, "a"));
  }

  @Test
  void aReplicaIsPassedOver() {
    assertThat(choose(NOTHING, 2, replica(1, "a"), primary(2, "a", "", ""))).isEqualTo("address 2");
    assertUndecided(NOTHING, 2, "no primary among address 1", replica(1, "a"));
  }

  @Test
  void whoTookOverGoesBeforeWhoItTookOverFrom() {
    Found old = primary(1, "a", "", "home");
    Found taken = primary(2, "b", "a", "home");
    assertThat(choose(NOTHING, 2, old, taken)).isEqualTo("address 2");
    assertThat(choose(HOME, 2, old, taken)).isEqualTo("address 2");
    Found left = primary(2, "c", "", new RedisMark("home", 1));
    assertUndecided(HOME, 2, "another Redis has taken over from address 2", left);
    assertThat(choose(NOTHING, 2, left, primary(1, "d", "", "home"))).isEqualTo("address 1");
    assertUndecided(
        HOME, 2, "two primaries", primary(1, "b", "a", "home"), primary(2, "c", "a", "home"));
  }

  @Test
  void addressesThatAreNotOneDataSetAreRefused() {
    assertUnsuitable(primary(1, "a", "", ""), primary(2, "b", "", ""));
    assertUnsuitable(primary(1, "a", "", "x"), primary(2, "b", "", "y"));
    assertUnsuitable(primary(1, "a", "", ""), replica(2, "b"));
    Found notInStep =
        new Found("address 2", 0, RedisInfo.parse("role:slave\nmaster_replid:b"), Optional.empty());
    assertThat(choose(NOTHING, 2, primary(1, "a", "", ""), notInStep)).isEqualTo("address 1");
  }

  @Test
  void anotherDataSetIsNeverTakenOnceOneIsKnown() {
    assertThat(choose(HOME, 2, primary(1, "a", "", "home"), primary(2, "b", "", "")))
        .isEqualTo("address 1");
    assertUndecided(HOME, 2, "address 2 holds another data set", primary(2, "b", "", ""));
    assertUndecided(HOME, 2, "address 1 holds another data set", primary(1, "b", "", "other"));
  }

  @Test
  void oneThatLostEverythingIsTheSameAtTheSameAddress() {
    assertThat(choose(HOME, 2, primary(1, "new", "", ""))).isEqualTo("address 1");
  }

  @Test
  void oneThatLostItsLastWritesIsTheSameAtTheSameAddress() {
    Found restarted = primary(1, "new", "", new RedisMark("home", 1));
    assertThat(choose(HOME, 2, restarted)).isEqualTo("address 1");
    assertThat(HOME.due(restarted)).isEqualTo(new RedisMark("home", 2));
  }

  @Test
  void whoIsDecidedForLaterGoesBeforeWhoWasFollowedThoughItMissedThat() {
    Found missed = primary(2, "c", "", new RedisMark("home", 1));
    Found decided = at(FOLLOWED + 1, missed);
    assertThat(choose(HOME, 2, decided)).isEqualTo("address 2");
    assertThat(choose(HOME, 2, at(FOLLOWED, primary(1, "b", "", "home")), decided))
        .isEqualTo("address 2");
    assertThat(HOME.due(decided)).isEqualTo(new RedisMark("home", 3));
    assertUndecided(HOME, 2, "another Redis has taken over from address 2", at(FOLLOWED, missed));
  }

  private static Found at(long epoch, Found found) {
    return new Found(found.place(), epoch, found.info(), found.mark());
  }

  private static String choose(RedisHome.Known known, int addresses, Found... found) {
    return new RedisChoice(List.of(found), addresses == 1, known).choose().place();
  }

  private static void assertUndecided(
      RedisHome.Known known, int addresses, String why, Found... found) {
    assertThatThrownBy(() -> choose(known, addresses, found))
        .isInstanceOf(RedisChoice.Undecided.class)
        .hasMessageContaining(why);
  }

  private static void assertUnsuitable(Found... found) {
    assertThatThrownBy(() -> choose(NOTHING, found.length, found))
        .isInstanceOf(UnsuitableRedisException.class)
        .hasMessage(
            "storage.redis_url: found two data sets, at address 1 and address 2, expected one Redis"
                + " and its replicas");
  }

  private static Found primary(int number, String history, String former, String mark) {
    return primary(number, history, former, mark.isEmpty() ? null : new RedisMark(mark, 2));
  }

  private static Found primary(int number, String history, String former, RedisMark mark) {
    String text = "role:master\nmaster_replid:" + history + "\nmaster_replid2:" + former;
    return new Found("address " + number, 0, RedisInfo.parse(text), Optional.ofNullable(mark));
  }

  private static Found replica(int number, String history) {
    String text = "role:slave\nmaster_link_status:up\nmaster_replid:" + history;
    return new Found("address " + number, 0, RedisInfo.parse(text), Optional.empty());
  }
}
