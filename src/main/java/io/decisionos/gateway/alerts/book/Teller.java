package io.decisionos.gateway.alerts.book;

/**
 * Which gateway tells what is the fleet's.
 *
 * @param here whether it is this one
 * @param name what it is called; empty if nobody is known to
 */
public record Teller(boolean here, String name) {
  /** A gateway without others tells everything. */
  static final Teller ALONE = new Teller(true, "");
}
