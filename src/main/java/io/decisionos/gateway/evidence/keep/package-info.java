/**
 * How long evidence is kept: the policy and who set each value of it, holds, the rules by which a
 * file may go, and plans. Pure. Start at {@link io.decisionos.gateway.evidence.keep.Retention}.
 */
package io.decisionos.gateway.evidence.keep;
