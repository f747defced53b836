package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.topic.EventTopic;
import io.decisionos.gateway.cards.topic.TopicPlace;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends records to the topic, and knows which partitions take none, though they can be read. For
 * one thread, home.
 */
final class TopicSending {
  private final LogSite site;
  private final EventTopic topic;
  // By partition, who was refused there: a record of theirs tries whether one is taken again.
  private final Map<Integer, TenantId> refused = new HashMap<>();
  private final Set<Integer> tried = new HashSet<>();

  TopicSending(LogSite site, EventTopic topic) {
    this.site = site;
    this.topic = topic;
  }

  /** Whether a tenant's records are taken, as far as is known. */
  boolean isOpen(TenantId tenant) {
    return topic.trouble().or(() -> topic.refusal(topic.partition(tenant))).isEmpty();
  }

  /** Sends a record; completes at home, with its place once the topic has it. */
  Future<TopicPlace> send(TenantId tenant, ByteBuffer record) {
    return atHome(topic.send(tenant, record))
        .recover(
            cause -> {
              refused.put(topic.partition(tenant), tenant);
              return Future.failedFuture(cause);
            });
  }

  private <T> Future<T> atHome(Future<T> elsewhere) {
    Promise<T> promise = Promise.promise();
    elsewhere.onComplete(
        done ->
            site.home()
                .execute(
                    () -> {
                      if (done.succeeded()) {
                        promise.complete(done.result());
                      } else {
                        promise.fail(done.cause());
                      }
                    }));
    return promise.future();
  }

  /** Tries partitions that took nothing, as nobody else sends to them until they do. */
  void tryAgain() {
    refused.keySet().removeIf(partition -> topic.refusal(partition).isEmpty());
    if (topic.trouble().isEmpty()) {
      refused.forEach(this::tryAgain);
    }
  }

  private void tryAgain(int partition, TenantId tenant) {
    if (tried.add(partition)) {
      send(tenant, BatchRecord.NOTHING.encode())
          .transform(
              known -> {
                tried.remove(partition);
                return Future.succeededFuture();
              });
    }
  }

  Optional<String> trouble() {
    return topic.trouble().or(this::refusal);
  }

  private Optional<String> refusal() {
    return refused.keySet().stream()
        .flatMap(partition -> topic.refusal(partition).stream())
        .findFirst()
        .map(why -> "Kafka does not take what is sent: " + why);
  }
}
