package io.decisionos.gateway.cards.kafka;

import io.decisionos.gateway.cards.topic.TopicSettings;
import io.decisionos.gateway.disk.RefusedFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at the topic, and makes it if it is missing. For one thread. */
final class TopicAdmin {
  private static final int PARTITIONS = 8;
  private static final int MOST_REPLICAS = 3;

  private final TopicSettings settings;
  private final TopicRules rules;
  private final String gateway;

  TopicAdmin(TopicSettings settings, String gateway) {
    this.settings = settings;
    this.rules = new TopicRules(settings.isSingle());
    this.gateway = gateway;
  }

  /**
   * How many partitions the topic has.
   *
   * @throws RefusedFileException if it must not be used
   * @throws ExecutionException if the brokers do not answer
   */
  int partitions() throws RefusedFileException, ExecutionException, InterruptedException {
    try (var admin = Admin.create(KafkaSettings.admin(settings, gateway))) {
      Optional<Integer> there = count(admin);
      if (there.isEmpty()) {
        make(admin);
      }
      refuse(rules.objection(config(admin)));
      return there.orElse(PARTITIONS);
    }
  }

  private Optional<Integer> count(Admin admin) throws ExecutionException, InterruptedException {
    KafkaFuture<Integer> described =
        admin
            .describeTopics(List.of(settings.topic()))
            .topicNameValues()
            .get(settings.topic())
            .thenApply(topic -> topic.partitions().size());
    try {
      return Optional.of(described.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void make(Admin admin)
      throws RefusedFileException, ExecutionException, InterruptedException {
    int brokers = admin.describeCluster().nodes().get().size();
    refuse(rules.brokers(brokers));
    short replicas = (short) Math.min(MOST_REPLICAS, brokers);
    var topic = new NewTopic(settings.topic(), PARTITIONS, replicas).configs(rules.made());
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      // Another gateway was faster.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private Map<String, String> config(Admin admin) throws ExecutionException, InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, settings.topic());
    Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    var values = new HashMap<String, String>();
    config.entries().forEach(entry -> values.put(entry.name(), entry.value()));
    return values;
  }

  private void refuse(Optional<String> objection) throws RefusedFileException {
    if (objection.isPresent()) {
      throw new RefusedFileException(
          "events.kafka_topic: topic " + settings.topic() + ": " + objection.get());
    }
  }
}
