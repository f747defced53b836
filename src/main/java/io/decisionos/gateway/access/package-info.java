/**
 * Who calls, and what for: bearer tokens, the keys that sign them, and the record of who was
 * refused and what operators did. Knows tenants' ids and nothing of HTTP. Start at {@link
 * io.decisionos.gateway.access.Caller}, then {@link io.decisionos.gateway.access.CallerSource}.
 */
package io.decisionos.gateway.access;
