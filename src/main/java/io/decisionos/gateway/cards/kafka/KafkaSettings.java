package io.decisionos.gateway.cards.kafka;

import io.decisionos.gateway.cards.topic.TopicSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How Kafka's clients are set. Pure. */
final class KafkaSettings {
  /** So long a call to the brokers may take. */
  static final Duration CALL = Duration.ofMillis(1500);

  /** So long a record is tried to be brought to all replicas. */
  private static final int DELIVERY_MS = 4000;

  /** So long a send may wait for room, which holds up others. */
  private static final int BLOCK_MS = 200;

  private static final int FETCH_BYTES = 8 << 20;

  private KafkaSettings() {}

  private static Map<String, Object> common(TopicSettings settings, String gateway) {
    var common = new HashMap<String, Object>();
    common.put("bootstrap.servers", String.join(",", settings.servers()));
    common.put("client.id", "decisionos-" + gateway);
    common.put("request.timeout.ms", (int) CALL.toMillis());
    common.put("reconnect.backoff.max.ms", 500);
    common.put("socket.connection.setup.timeout.ms", CALL.toMillis());
    common.put("metric.reporters", "");
    common.put("enable.metrics.push", false);
    return common;
  }

  static Map<String, Object> admin(TopicSettings settings, String gateway) {
    Map<String, Object> admin = common(settings, gateway);
    admin.put("default.api.timeout.ms", (int) (2 * CALL.toMillis()));
    return admin;
  }

  static Map<String, Object> producer(TopicSettings settings, String gateway) {
    Map<String, Object> producer = common(settings, gateway);
    producer.put("acks", "all");
    producer.put("enable.idempotence", true);
    producer.put("linger.ms", 2);
    producer.put("delivery.timeout.ms", DELIVERY_MS);
    producer.put("max.block.ms", BLOCK_MS);
    producer.put("max.request.size", TopicRules.MOST_RECORD);
    return producer;
  }

  static Map<String, Object> consumer(TopicSettings settings, String gateway) {
    Map<String, Object> consumer = common(settings, gateway);
    // What is not there any more must be said, and not be passed over.
    consumer.put("auto.offset.reset", "none");
    consumer.put("enable.auto.commit", false);
    consumer.put("fetch.max.bytes", FETCH_BYTES);
    consumer.put("max.poll.records", 2000);
    consumer.put("default.api.timeout.ms", (int) (2 * CALL.toMillis()));
    return consumer;
  }
}
