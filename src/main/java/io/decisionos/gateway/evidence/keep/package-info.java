/**
 * How long evidence is kept: the policy and who set each value of it. Pure. Start at {@link
 * io.decisionos.gateway.evidence.keep.PolicyDefaults}.
 */
package io.decisionos.gateway.evidence.keep;
