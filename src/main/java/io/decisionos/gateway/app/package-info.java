/**
 * Puts the gateway together and runs it: settings, boot order, life cycle. The only package that
 * knows every feature. Start at {@link io.decisionos.gateway.app.Gateway}.
 */
package io.decisionos.gateway.app;
