package io.decisionos.gateway.bus;

/**
 * An address at which news of one type is told to whoever wants it.
 *
 * @param address {@code feature.happened}, in the past tense
 */
public record Announcement<T>(String address, Class<T> news) {}
