package io.decisionos.gateway.bus;

import java.util.Optional;

/**
 * A question on its way.
 *
 * @param trace the W3C {@code traceparent} that it is a part of, for the log lines of whoever
 *     answers and for what it asks itself
 */
record Envelope(Object question, Deadline deadline, Optional<String> trace) {}
