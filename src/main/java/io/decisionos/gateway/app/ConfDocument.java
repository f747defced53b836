package io.decisionos.gateway.app;

import io.decisionos.gateway.config.Fault;
import java.util.List;
import java.util.Optional;

/**
 * One version of a file under {@code conf/}.
 *
 * @param value what the file says; empty if it has faults
 */
record ConfDocument(Optional<Object> value, List<Fault> faults) {}
