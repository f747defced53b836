package io.decisionos.gateway.bus;

import java.util.Optional;

/**
 * A question that one party among many asks. Such questions share a channel fairly: no party takes
 * all of it, however much it asks.
 */
public interface OnBehalf {
  /** Who asks; equal for all questions of one party. Empty if the gateway asks for itself. */
  Optional<?> party();
}
