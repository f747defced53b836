/**
 * Statistics of the traffic at the doors: each answer is counted by the event loop that gives it,
 * told once a second, kept for an hour by second and by minute, and shown as metrics by route and
 * by tenant. The door tells what it has answered ({@link io.decisionos.gateway.traffic.Answered});
 * features hear of it as {@link io.decisionos.gateway.traffic.AnswerObserver}. Knows no request and
 * no route. Start at {@link io.decisionos.gateway.traffic.LoopTally}.
 */
package io.decisionos.gateway.traffic;
