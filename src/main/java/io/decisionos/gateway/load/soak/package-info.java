/**
 * Whether a process stays what it was under hours of load: its vital signs, taken again and again,
 * and the line through them. Knows nothing of scenarios. Start at {@link
 * io.decisionos.gateway.load.soak.Vigil}.
 */
package io.decisionos.gateway.load.soak;
