package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.text.Cause;
import io.decisionos.gateway.text.Printable;
import java.time.Duration;
import java.util.Optional;

/** Why a Redis cannot be used, in words that may be shown. Confined to its connection's context. */
final class RedisTrouble {
  private static final int MOST_SHOWN = 300;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private Optional<String> words = Optional.of("not connected yet");
  private Runnable turned = () -> {};

  /** Hears whenever the words change. */
  void onTurn(Runnable hearer) {
    turned = hearer;
  }

  /** Empty while it can be used. */
  Optional<String> words() {
    return words;
  }

  void is(String why) {
    String shown = Printable.of(why);
    turn(Optional.of(shown.length() > MOST_SHOWN ? shown.substring(0, MOST_SHOWN) : shown));
  }

  void isOver() {
    turn(Optional.empty());
  }

  private void turn(Optional<String> now) {
    if (!now.equals(words)) {
      words = now;
      turned.run();
    }
  }

  /** The problem of whoever asks while Redis is away: nothing was sent. */
  static Problem away() {
    return Problem.of(
            ProblemType.STORAGE_UNAVAILABLE,
            "Redis cannot be reached and nothing was stored. Try again in a second.")
        .retryAfter(RETRY);
  }

  /** What happened and, if something else is behind it, what that was. */
  static String of(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == cause ? Cause.words(cause) : Cause.words(cause) + ": " + Cause.words(root);
  }
}
