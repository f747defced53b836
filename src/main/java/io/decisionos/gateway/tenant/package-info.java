/**
 * Who the tenants are: their ids, their files with limits and settings, and the book that says for
 * each id whether it is served. The reading and the rules of reload are pure ({@link
 * io.decisionos.gateway.tenant.TenantReader}, {@link io.decisionos.gateway.tenant.TenantLedger});
 * {@link io.decisionos.gateway.tenant.TenantVerticle} only carries. Start at {@link
 * io.decisionos.gateway.tenant.TenantBook}.
 */
package io.decisionos.gateway.tenant;
