package io.decisionos.gateway.bus;

import java.util.Optional;

/**
 * A question on its way.
 *
 * @param trace the caller's W3C {@code traceparent}, for the log lines of whoever answers
 */
record Envelope(Object question, Deadline deadline, Optional<String> trace) {}
