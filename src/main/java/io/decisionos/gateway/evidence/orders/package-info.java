/**
 * How gateways that share an evidence root ask the one that writes it: orders and answers are files
 * in a folder of the root, sealed with the secret that all gateways share. Knows nothing of what is
 * ordered. Start with {@code OrderBox}.
 */
package io.decisionos.gateway.evidence.orders;
