/**
 * The reason events of each tenant: the log that they are committed to, the files of other
 * processes that are followed beside it, and what is counted of both. Others ask over {@link
 * io.decisionos.gateway.cards.log.LogChannels} and get {@link
 * io.decisionos.gateway.cards.log.ReasonCounts}, a view that no later event changes. Start at
 * {@link io.decisionos.gateway.cards.log.ReasonCounts}.
 */
package io.decisionos.gateway.cards.log;
