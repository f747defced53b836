package io.decisionos.gateway.access;

import java.util.Optional;

/** Says who calls. One for each event loop, and confined to it. */
@FunctionalInterface
public interface CallerSource {
  /** Asks nobody for a token. */
  CallerSource OPEN = token -> Caller.ANONYMOUS;

  /**
   * Whom a bearer token names.
   *
   * @param token as it was sent; empty if none was
   * @throws TokenRefusedException if a token is asked for and this one does not count
   */
  Caller of(Optional<String> token);

  /**
   * Whether what a caller has proved who they are with still counts, for whoever serves one for
   * long: its time is not over, and its key is in force as it was. Costs a look into a map. Ask
   * again at each {@link AccessChannels#KEYS_CHANGED}, and when {@link Credential#ends} has come.
   */
  default boolean stands(Caller caller) {
    return true;
  }
}
