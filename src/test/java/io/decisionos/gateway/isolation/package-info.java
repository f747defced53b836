/**
 * What one tenant can learn or change of another: nothing. One table holds a row for each way to
 * try it; a route of the gateway without a row fails. A new feature brings a {@link
 * io.decisionos.gateway.isolation.Section} of rows. Start at {@code IsolationTest}.
 */
package io.decisionos.gateway.isolation;
