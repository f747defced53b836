package io.decisionos.gateway.config;

import java.time.Duration;

/**
 * How long a file must rest before we believe it.
 *
 * @param settle how long a file must have been unchanged before it is read
 * @param deleteSettle how long a file must have been missing before it counts as deleted
 */
public record SettleTimes(Duration settle, Duration deleteSettle) {}
