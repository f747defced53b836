/**
 * Puts the gateway together and runs it: settings, boot order, life cycle, the files in {@code
 * conf/} and their changes, logging. The only package that knows every feature; one {@code *Part}
 * starts each. Start at {@link io.decisionos.gateway.app.Gateway}.
 */
package io.decisionos.gateway.app;
