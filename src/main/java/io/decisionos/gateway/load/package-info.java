/**
 * The load tool: makes the traffic that a scenario describes, measures from the intended send time,
 * and stamps its own run INVALID if it could not keep the schedule. A program of its own: it
 * depends on no other package of the gateway, and none depends on it. Start at {@link
 * io.decisionos.gateway.load.LoadMain}.
 */
package io.decisionos.gateway.load;
