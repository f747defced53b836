package io.decisionos.gateway.storage.redis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of several addresses is used: the primary of the one data set that they share. Two data
 * sets are never taken in turn, as each gateway would then write to another one. Pure.
 *
 * @param found those that answered
 * @param isAlone whether there is one address only, so that none can be taken in turn
 * @param home what is known of the data set
 */
record RedisChoice(List<Found> found, boolean isAlone, RedisHome.Known home) {

  /**
   * What one address answered.
   *
   * @param place the address, in words
   * @param epoch of the latest decision for it; the same for all without sentinels
   * @param mark of its data set, if it has one
   */
  record Found(String place, long epoch, RedisInfo info, Optional<RedisMark> mark) {
    /** Whether the one follows the other, or both a third, now or until one of them took over. */
    boolean isOfOneDataSetWith(Found other) {
      return mark.flatMap(own -> other.mark.filter(own::isOfTheSame)).isPresent()
          || info.histories().stream().anyMatch(other.info.histories()::contains);
    }

    private boolean isOlderThan(Found other) {
      if (epoch != other.epoch) {
        return epoch < other.epoch;
      }
      return other.term() > term()
          || other.info.formerHistory().filter(info.history()::equals).isPresent();
    }

    private long term() {
      return mark.map(RedisMark::term).orElse(0L);
    }
  }

  /** No address can be used at the moment; says why. */
  static final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1;

    Undecided(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * The one to use.
   *
   * @throws Undecided if there is none now
   * @throws UnsuitableRedisException if the addresses are not of one data set
   */
  Found choose() {
    List<Found> primaries = found.stream().filter(each -> each.info().isPrimary()).toList();
    if (primaries.isEmpty()) {
      throw new Undecided(
          isAlone
              ? "it is a replica, expected a primary"
              : "no primary among " + words(found.stream()));
    }
    if (isAlone) {
      return primaries.get(0);
    }
    if (home.mark().isPresent()) {
      return known(primaries);
    }
    requireOneDataSet();
    return newest(primaries);
  }

  /** Others than the one in use may be anything, as long as nothing is written to them. */
  private Found known(List<Found> primaries) {
    List<Found> own = primaries.stream().filter(home::isHome).toList();
    if (own.isEmpty()) {
      throw new Undecided(
          primaries.stream().map(RedisChoice::foreign).collect(Collectors.joining("; ")));
    }
    return newest(own);
  }

  /** What is said of one that is of another data set. */
  static String foreign(Found other) {
    return words(Stream.of(other)) + " holds another data set and is never written to";
  }

  private void requireOneDataSet() {
    List<Found> sure = found.stream().filter(each -> each.info().isSettled()).toList();
    for (Found each : sure) {
      if (!sure.get(0).isOfOneDataSetWith(each)) {
        throw new UnsuitableRedisException(
            "storage.redis_url: found two data sets, at "
                + words(Stream.of(sure.get(0), each))
                + ", expected one Redis and its replicas");
      }
    }
  }

  private Found newest(List<Found> primaries) {
    List<Found> newest =
        primaries.stream()
            .filter(each -> !home.isAheadOf(each))
            .filter(each -> primaries.stream().noneMatch(each::isOlderThan))
            .toList();
    if (newest.size() != 1) {
      throw new Undecided(
          newest.isEmpty()
              ? "another Redis has taken over from " + words(primaries.stream())
              : "two primaries, " + words(newest.stream()));
    }
    return newest.get(0);
  }

  private static String words(Stream<Found> some) {
    return some.map(Found::place).collect(Collectors.joining(" and "));
  }
}
