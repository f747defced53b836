/**
 * The log of each tenant's reason events: batches and followed files are committed to it, on this
 * gateway's disk or by a topic that all gateways share, and counted once they are safe ({@code
 * cards.count}). Others ask over {@link io.decisionos.gateway.cards.log.LogChannels} and get {@link
 * io.decisionos.gateway.cards.count.ReasonCounts}. Start at {@link
 * io.decisionos.gateway.cards.log.LogVerticle}, then {@link
 * io.decisionos.gateway.cards.log.TenantLog}.
 */
package io.decisionos.gateway.cards.log;
