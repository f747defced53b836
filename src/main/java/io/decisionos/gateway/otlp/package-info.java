/**
 * Sends spans to a receiver of OpenTelemetry's protocol: OTLP over HTTP, as JSON. Deployed only if
 * the settings name a receiver; whatever that does touches no request. Start at {@link
 * io.decisionos.gateway.otlp.OtlpVerticle}.
 */
package io.decisionos.gateway.otlp;
