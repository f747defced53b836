package io.decisionos.gateway.storage;

/**
 * That a write was stored.
 *
 * @param tag strong, and never given before
 * @param created whether there was no entry before
 */
public record Stored(EntityTag tag, boolean created) {}
