/**
 * What a reason event is, how one is read, strictly, from a line or a request's body, and a
 * generator that makes some up. Pure but for the file that the generator writes; knows no other
 * package of the feature. Start at {@link io.decisionos.gateway.cards.event.ReasonEvent}.
 */
package io.decisionos.gateway.cards.event;
