/**
 * What tenants have used of their limits: keeps account if that takes more than a look at memory,
 * tells operators who is over and who is back, and shows it. The rules of rates are in {@code
 * limit}. Start at {@link io.decisionos.gateway.quota.QuotaVerticle}.
 */
package io.decisionos.gateway.quota;
