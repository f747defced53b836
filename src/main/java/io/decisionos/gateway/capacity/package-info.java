/**
 * How much a machine can take. What was measured at some numbers of callers ({@link
 * io.decisionos.gateway.capacity.Step}) becomes curves by the Universal Scalability Law ({@link
 * io.decisionos.gateway.capacity.Usl}), and those forecasts ({@link
 * io.decisionos.gateway.capacity.Forecast}) and plans ({@link
 * io.decisionos.gateway.capacity.CapacityPlan}); all pure. A running gateway tells when it is short
 * of processor or memory ({@link io.decisionos.gateway.capacity.CapacityVerticle}). Start at {@link
 * io.decisionos.gateway.capacity.CapacityModel}.
 */
package io.decisionos.gateway.capacity;
