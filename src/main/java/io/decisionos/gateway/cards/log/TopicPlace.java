package io.decisionos.gateway.cards.log;

/** Where a record stands in a topic. */
public record TopicPlace(int partition, long offset) {}
