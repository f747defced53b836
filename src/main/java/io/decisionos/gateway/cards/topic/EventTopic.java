package io.decisionos.gateway.cards.topic;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The log of events that all gateways share. Thread-safe. */
public interface EventTopic extends AutoCloseable {

  /**
   * A record as it stands in the topic.
   *
   * @param writer the gateway that sent it
   */
  record Arrived(TopicPlace place, String writer, TenantId tenant, ByteBuffer record) {}

  /** Is shown what is in the topic. */
  @FunctionalInterface
  interface Reader {
    /**
     * Takes records in, those of a partition in their order.
     *
     * @return completes when they are safe here; then the next ones come. If it fails, the same
     *     ones come again
     */
    Future<Void> take(List<Arrived> records);
  }

  /** Opens a topic. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens it; may take seconds.
     *
     * @param gateway the name that is told with what this gateway sends
     * @throws io.decisionos.gateway.disk.RefusedFileException if it must not be used
     */
    EventTopic open(String gateway) throws IOException;
  }

  /**
   * Begins to read.
   *
   * @param from by partition: the first record that is not safe here; those that are not named
   *     begin at their beginning
   * @return completes when all is read that was there at first
   */
  Future<Void> follow(Map<Integer, Long> from, Reader reader);

  /**
   * Sends a record.
   *
   * @return where it stands, once all replicas that are in step have it. Fails with a problem that
   *     says whether it may stand there all the same
   */
  Future<TopicPlace> send(TenantId tenant, ByteBuffer record);

  /** Where records of a tenant stand. */
  int partition(TenantId tenant);

  /** Why it cannot be used at the moment. */
  Optional<String> trouble();

  /** Why the record that was sent to a partition last was not taken; empty if it was. */
  Optional<String> refusal(int partition);

  @Override
  void close();
}
