/**
 * Whether tenants' SLOs are kept: counts each tenant's answers against its own targets, says how
 * fast each error budget burns in five windows, and tells when a tenant's state changes. The rules
 * are pure ({@link io.decisionos.gateway.slo.ObjectiveStatus}, {@link
 * io.decisionos.gateway.slo.TenantCounts}); time is an argument. Start at {@link
 * io.decisionos.gateway.slo.SloStatus}, then {@link io.decisionos.gateway.slo.SloVerticle}.
 */
package io.decisionos.gateway.slo;
