package io.decisionos.gateway.storage.redis;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a data set is known by, kept in itself if several addresses are given.
 *
 * @param id the same at whoever holds the data set
 * @param term how often gateways went on at another address: who has missed that is left behind
 */
record RedisMark(String id, long term) {
  private static final Pattern FORM = Pattern.compile("([0-9a-f-]{36}) (\\d{1,18})");

  static RedisMark random() {
    return new RedisMark(UUID.randomUUID().toString(), 1);
  }

  /** A mark as it is kept; what is none is nothing that we know. */
  static Optional<RedisMark> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new RedisMark(parts.group(1), Long.parseLong(parts.group(2))))
        : Optional.of(new RedisMark("", 0));
  }

  RedisMark withTerm(long other) {
    return new RedisMark(id, other);
  }

  boolean isOfTheSame(RedisMark other) {
    return id.equals(other.id);
  }

  /** As it is kept. */
  @Override
  public String toString() {
    return id + ' ' + term;
  }
}
