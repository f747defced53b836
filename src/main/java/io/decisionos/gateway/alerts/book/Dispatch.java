package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.rules.Receiver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message that is to be sent now.
 *
 * @param id the same each time that this message is sent, by whichever gateway; empty for what is
 *     told all the time
 * @param groupLabels what its alerts have in common by their route
 * @param words what it tells, the worst first
 * @param groups whose news it tells
 */
public record Dispatch(
    Optional<String> id,
    Receiver receiver,
    Kind kind,
    Map<String, String> groupLabels,
    List<Word> words,
    List<GroupKey> groups) {

  /** What kind of message. */
  public enum Kind {
    GROUP,
    /** One alert in place of many, as a receiver has its limit. */
    DIGEST,
    /** Every alert by itself, for an Alertmanager. */
    ALL
  }

  /** An alert that is told: that it fires, or that it is over. */
  public record Word(Alert alert, boolean firing) {}

  public Dispatch {
    words = List.copyOf(words);
    groups = List.copyOf(groups);
  }

  /** Whether it tells of what other gateways see as well. */
  public boolean isOfFleet() {
    return words.stream().anyMatch(word -> word.alert().labels().isOfFleet());
  }

  public long firing() {
    return words.stream().filter(Word::firing).count();
  }

  /** What the receiver made of it. */
  public record Outcome(Result result, Optional<Duration> retryAfter, String said) {
    /** How it went. */
    public enum Result {
      DELIVERED,
      /** It has not taken it, and may later. */
      AGAIN,
      /** It could not be reached, so that nothing was sent; it may be later. */
      UNSENT,
      /** It has said nothing, and may have taken it. */
      LOST,
      /** It will never take it. */
      REFUSED
    }
  }
}
