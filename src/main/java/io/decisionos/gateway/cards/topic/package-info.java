/**
 * The port to a log of events that all gateways share: what the log of events asks of a topic, the
 * place of a record in it, and the settings that lead to it. {@code cards.kafka} is the engine
 * behind it. Start at {@link io.decisionos.gateway.cards.topic.EventTopic}.
 */
package io.decisionos.gateway.cards.topic;
