/**
 * Connections before and below any request: how many may be open, accepted and encrypted; how HTTP
 * is decoded and how a malformed head is named; and the bounds, of memory and of time, in which
 * whoever is slow is kept. Knows neither routes nor callers. Start at {@link
 * io.decisionos.gateway.http.connection.ConnectionFlow}.
 */
package io.decisionos.gateway.http.connection;
