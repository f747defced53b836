/**
 * Several gateways that are one for callers: who they are, whether they agree on their files, and
 * what operators see of it; and the beat by which each leases its parts of tenants' rates. Where
 * they meet is a port, {@link io.decisionos.gateway.fleet.Meeting}; {@code app} brings the storage
 * that they share. Start at {@link io.decisionos.gateway.fleet.FleetVerticle}.
 */
package io.decisionos.gateway.fleet;
