package io.decisionos.gateway.cards.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.bus.Unknown;
import io.decisionos.gateway.cards.topic.EventTopic;
import io.decisionos.gateway.cards.topic.TopicPlace;
import io.decisionos.gateway.cards.topic.TopicSettings;
import io.decisionos.gateway.disk.RefusedFileException;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Cause;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic of Kafka. A tenant's records are in one partition, so that all read them in one order.
 */
public final class KafkaTopic implements EventTopic {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaTopic.class);

  /** Who sent a record. */
  static final String WRITER = "g";

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final TopicSettings settings;
  private final String gateway;
  private final TopicReading reading;
  private final Map<Integer, String> refusals = new ConcurrentHashMap<>();
  private volatile Optional<KafkaProducer<byte[], byte[]>> producer = Optional.empty();

  private KafkaTopic(TopicSettings settings, String gateway) {
    this.settings = settings;
    this.gateway = gateway;
    this.reading = new TopicReading(settings, gateway);
  }

  /**
   * Opens a topic, which may not answer yet.
   *
   * @throws RefusedFileException if it answers and must not be used
   */
  public static EventTopic open(TopicSettings settings, String gateway) throws IOException {
    var topic = new KafkaTopic(settings, gateway);
    topic.reading.awaitFirstLook();
    return topic;
  }

  @Override
  public Future<Void> follow(Map<Integer, Long> from, Reader reader) {
    return reading.begin(from, reader);
  }

  @Override
  public int partition(TenantId tenant) {
    return Math.floorMod(tenant.value().hashCode(), Math.max(1, reading.partitions()));
  }

  @Override
  public Future<TopicPlace> send(TenantId tenant, ByteBuffer record) {
    var bytes = new byte[record.remaining()];
    record.duplicate().get(bytes);
    List<Header> headers = List.of(new RecordHeader(WRITER, gateway.getBytes(UTF_8)));
    int partition = partition(tenant);
    var sent =
        new ProducerRecord<>(
            settings.topic(), partition, tenant.value().getBytes(UTF_8), bytes, headers);
    Promise<TopicPlace> promise = Promise.promise();
    Callback heard =
        (there, cause) -> {
          if (cause == null) {
            taken(partition);
            promise.tryComplete(new TopicPlace(there.partition(), there.offset()));
          } else {
            refused(partition, cause);
            promise.tryFail(problem(cause).asException());
          }
        };
    try {
      var unused = producer().send(sent, heard);
    } catch (KafkaException | IllegalStateException e) {
      refused(partition, e);
      promise.tryFail(notSent().asException());
    }
    return promise.future();
  }

  private void taken(int partition) {
    if (refusals.remove(partition) != null) {
      LOG.info("the topic of events takes records again partition={}", partition);
    }
  }

  private void refused(int partition, Exception cause) {
    if (refusals.put(partition, Cause.words(cause)) == null) {
      LOG.warn(
          "the topic of events does not take records partition={} cause={}",
          partition,
          Cause.words(cause));
    }
  }

  private synchronized KafkaProducer<byte[], byte[]> producer() {
    if (producer.isEmpty()) {
      producer =
          Optional.of(
              new KafkaProducer<>(
                  KafkaSettings.producer(settings, gateway),
                  new ByteArraySerializer(),
                  new ByteArraySerializer()));
    }
    return producer.get();
  }

  private static Problem problem(Exception cause) {
    return cause instanceof RecordTooLargeException ? notSent() : Unknown.problem();
  }

  private static Problem notSent() {
    return Problem.of(
            ProblemType.STORAGE_UNAVAILABLE,
            "Kafka does not take the batch and nothing was stored. Try again in a second.")
        .retryAfter(RETRY);
  }

  @Override
  public Optional<String> trouble() {
    return reading.trouble();
  }

  @Override
  public Optional<String> refusal(int partition) {
    return Optional.ofNullable(refusals.get(partition));
  }

  @Override
  public void close() {
    reading.close();
    producer.ifPresent(open -> open.close(LAST_WORDS));
  }
}
