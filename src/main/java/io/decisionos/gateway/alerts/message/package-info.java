/**
 * What receivers are told: one rendering of a message, as text, as blocks of Slack, in
 * Alertmanager's webhook format and for its API. Pure; golden files pin it. Start at {@link
 * io.decisionos.gateway.alerts.message.Message}.
 */
package io.decisionos.gateway.alerts.message;
