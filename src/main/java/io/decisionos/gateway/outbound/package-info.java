/**
 * The ground floor of what the gateway posts to other people's servers: one request in bounded
 * time, and header fields that grant access. Knows no other package. Start at {@link
 * io.decisionos.gateway.outbound.JsonPost}.
 */
package io.decisionos.gateway.outbound;
