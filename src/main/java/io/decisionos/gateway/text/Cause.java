package io.decisionos.gateway.text;

import java.util.Optional;

/** What a failure says of itself. */
public final class Cause {
  private Cause() {}

  /** Its message; some failures, a closed channel's among them, have none but their name. */
  public static String words(Throwable cause) {
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }
}
