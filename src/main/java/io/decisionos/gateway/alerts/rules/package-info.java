/**
 * What operators say of alerts in {@code conf/alerts.yaml}: who is told, by which route, how often,
 * and which of the built-in alerts count. Pure. Start at {@link
 * io.decisionos.gateway.alerts.rules.AlertSettings}.
 */
package io.decisionos.gateway.alerts.rules;
