/**
 * Cards: what a tenant's reason events look like in sum. Each card is a pure function ({@link
 * io.decisionos.gateway.cards.Card}) of what is counted ({@code cards.count}), which the log of
 * events ({@code cards.log}) answers for, and of the catalogue in {@code conf/cards.yaml} ({@link
 * io.decisionos.gateway.cards.ReasonCatalog}). The worker verticle draws each once and keeps it
 * until it changes. Start at {@link io.decisionos.gateway.cards.CardsChannels}.
 */
package io.decisionos.gateway.cards;
