/**
 * The log of events in Kafka, which several gateways share. The only code that knows Kafka's
 * client, and nothing of it is loaded while events are the gateway's own. Start with {@code
 * KafkaTopic}.
 */
package io.decisionos.gateway.cards.kafka;
