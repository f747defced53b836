/**
 * The only mapping to HTTP: who may pass the door and in which order it is decided (the {@code
 * *Gate} classes), the table of routes, answers, streams of events, kept answers to repeats, and
 * problem documents. Connections are below ({@code http.connection}), and so are statistics ({@code
 * traffic}). Knows no feature; a feature brings its routes. Start at {@link
 * io.decisionos.gateway.http.HttpVerticle}, then {@link io.decisionos.gateway.http.Door}.
 */
package io.decisionos.gateway.http;
