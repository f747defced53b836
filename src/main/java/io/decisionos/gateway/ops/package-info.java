/**
 * The operators' listener: ready or not and why, metrics, the tenants' files, the traffic of the
 * last hour, the timeline, the login. Knows tenants and no feature; a feature brings its readiness
 * check, its facet of a tenant, and its routes. Start at {@link
 * io.decisionos.gateway.ops.OpsVerticle}.
 */
package io.decisionos.gateway.ops;
