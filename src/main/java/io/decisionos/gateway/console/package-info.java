/**
 * The operators' web console: static pages that read documented endpoints of the operators'
 * listener, and the stream that tells an open page what has changed. Knows no feature and holds no
 * data of its own. Start at {@link io.decisionos.gateway.console.ConsoleRoutes}.
 */
package io.decisionos.gateway.console;
