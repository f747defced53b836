package io.decisionos.gateway.cards.kafka;

import java.util.Map;
import java.util.Optional;

/** What a topic must be like so that no event in it is lost. Pure. */
final class TopicRules {
  /** No record is larger: a batch of 8 MiB, and what is around it. */
  static final int MOST_RECORD = 9 << 20;

  private static final String IN_SYNC = "min.insync.replicas";
  private static final String AGE = "retention.ms";
  private static final String SIZE = "retention.bytes";
  private static final String CLEANUP = "cleanup.policy";
  private static final String RECORD = "max.message.bytes";
  private static final String UNLIMITED = "-1";
  private static final String DELETE = "delete";

  private final boolean isSingle;

  TopicRules(boolean isSingle) {
    this.isSingle = isSingle;
  }

  /** What one that is made is given. */
  Map<String, String> made() {
    return Map.of(
        IN_SYNC,
        isSingle ? "1" : "2",
        AGE,
        UNLIMITED,
        SIZE,
        UNLIMITED,
        CLEANUP,
        DELETE,
        RECORD,
        Integer.toString(MOST_RECORD + (1 << 20)));
  }

  /** Why there are too few brokers to make one. */
  Optional<String> brokers(int count) {
    return isSingle || count >= 2
        ? Optional.empty()
        : Optional.of(
            "found one broker, expected at least 2, or events.kafka_single: true if its loss may"
                + " lose events");
  }

  /** Why one that is there must not be used. */
  Optional<String> objection(Map<String, String> config) {
    if (!isSingle && number(config, IN_SYNC) < 2) {
      return found(config, IN_SYNC, "2 or more, or events.kafka_single: true");
    }
    if (number(config, AGE) >= 0) {
      return found(config, AGE, "-1, as events are kept");
    }
    if (number(config, SIZE) >= 0) {
      return found(config, SIZE, "-1, as events are kept");
    }
    if (!DELETE.equals(config.get(CLEANUP))) {
      return found(config, CLEANUP, DELETE + ", as each record counts");
    }
    return number(config, RECORD) < MOST_RECORD
        ? found(config, RECORD, MOST_RECORD + " or more, as a batch is one record")
        : Optional.empty();
  }

  private static long number(Map<String, String> config, String name) {
    return Long.parseLong(config.getOrDefault(name, UNLIMITED));
  }

  private static Optional<String> found(Map<String, String> config, String name, String expected) {
    return Optional.of("found " + name + "=" + config.get(name) + ", expected " + expected);
  }
}
