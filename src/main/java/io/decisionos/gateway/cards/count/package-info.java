/**
 * What is counted of a tenant's reason events, and how it is kept: sorted runs in memory and in
 * mapped files, and the questions that they answer. Whoever has the events counts them into {@link
 * io.decisionos.gateway.cards.count.CountBook}; whoever asks gets {@link
 * io.decisionos.gateway.cards.count.ReasonCounts}, a view that no later event changes. Start at
 * {@link io.decisionos.gateway.cards.count.ReasonCounts}.
 */
package io.decisionos.gateway.cards.count;
