/**
 * Tells the right person once: listens to what features say of how things stand, keeps track of
 * what fires, and tells receivers by the routes of {@code conf/alerts.yaml}. No feature knows it.
 * Who is told of what is decided in {@link io.decisionos.gateway.alerts.book.Desk}; start there,
 * then at {@link io.decisionos.gateway.alerts.AlertVerticle}.
 */
package io.decisionos.gateway.alerts;
