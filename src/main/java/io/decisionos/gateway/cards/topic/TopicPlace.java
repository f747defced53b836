package io.decisionos.gateway.cards.topic;

/** Where a record stands in a topic. */
public record TopicPlace(int partition, long offset) {}
