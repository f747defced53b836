package io.decisionos.gateway.http;

/** A listener's port cannot be opened. The message is for the operator, on one line. */
public final class PortUnusable extends RuntimeException {
  PortUnusable(ListenerParts parts, Throwable cause) {
    super(
        parts.key()
            + ".port: found "
            + parts.bind().host()
            + ":"
            + parts.bind().port()
            + " unusable ("
            + cause.getMessage()
            + "), expected a free port; 0 picks one",
        null,
        false,
        false);
  }
}
