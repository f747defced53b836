/**
 * The ground floor of traces: what a request is made of ({@link io.decisionos.gateway.trace.Span}),
 * where in a trace it stands ({@link io.decisionos.gateway.trace.TraceContext}), and which requests
 * are traced. Whoever sends spans on takes them from here. Without a tracer nothing of it is used.
 * Start at {@link io.decisionos.gateway.trace.Tracer}.
 */
package io.decisionos.gateway.trace;
