package io.decisionos.gateway.storage.redis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a node of a cluster says that a slot is.
 *
 * @param host empty if it is the node's own
 * @param isGuest whether the slot is on its way there, and only what is asked for now is
 */
record Redirection(int slot, String host, int port, boolean isGuest) {
  private static final Pattern FORM =
      Pattern.compile("(MOVED|ASK) (\\d{1,5}) (\\S*):(\\d{1,5})(?:\\s.*)?");

  /** Reads an error of Redis. */
  static Optional<Redirection> parse(String error) {
    Matcher parts = FORM.matcher(error);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) >= Slots.COUNT) {
      return Optional.empty();
    }
    return Optional.of(
        new Redirection(
            Integer.parseInt(parts.group(2)),
            parts.group(3),
            Integer.parseInt(parts.group(4)),
            parts.group(1).equals("ASK")));
  }
}
