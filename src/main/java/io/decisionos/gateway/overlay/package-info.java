/**
 * Overlays: a tenant's SLO and label catalogue laid over the global defaults. The merging is pure
 * ({@link io.decisionos.gateway.overlay.EffectiveSlo}, {@link
 * io.decisionos.gateway.overlay.LabelCatalog}); the worker verticle makes each answer once, and the
 * routes keep it. Start at {@link io.decisionos.gateway.overlay.OverlayChannels}.
 */
package io.decisionos.gateway.overlay;
