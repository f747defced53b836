/**
 * The only mapping to HTTP: who may pass the door and in which order it is decided, the table of
 * routes, answers and problem documents. Knows no feature; a feature brings its routes. Start at
 * {@link io.decisionos.gateway.http.HttpVerticle}, then {@link io.decisionos.gateway.http.Door}.
 */
package io.decisionos.gateway.http;
