package io.decisionos.gateway.cards.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.cards.topic.EventTopic.Arrived;
import io.decisionos.gateway.cards.topic.EventTopic.Reader;
import io.decisionos.gateway.cards.topic.TopicPlace;
import io.decisionos.gateway.cards.topic.TopicSettings;
import io.decisionos.gateway.disk.RefusedFileException;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Cause;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a topic on a thread of its own, whatever becomes of the brokers: what it
 * fails on is the trouble until it goes on. Thread-safe.
 */
final class TopicReading {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReading.class);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(3);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long PAUSE_MS = 500;

  private final TopicSettings settings;
  private final String gateway;
  private final CompletableFuture<Integer> looked = new CompletableFuture<>();
  private final CompletableFuture<Task> begun = new CompletableFuture<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private final Map<Integer, Long> next = new HashMap<>();
  private volatile int partitions;
  private volatile Optional<String> trouble = Optional.of("no broker has answered yet");
  private volatile Optional<KafkaConsumer<byte[], byte[]>> consumer = Optional.empty();

  /** From where on is read, by whom, and who waits until that is all. */
  private record Task(Map<Integer, Long> from, Reader reader, Promise<Void> caughtUp) {}

  TopicReading(TopicSettings settings, String gateway) {
    this.settings = settings;
    this.gateway = gateway;
    this.thread = new Thread(this::run, "events-topic");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Waits until the topic was looked at, for a while.
   *
   * @throws RefusedFileException if it must not be used
   */
  void awaitFirstLook() throws RefusedFileException {
    try {
      looked.get(FIRST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("events wait for Kafka cause={}", trouble.orElse(""));
    } catch (ExecutionException e) {
      close();
      throw new RefusedFileException(e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Future<Void> begin(Map<Integer, Long> from, Reader reader) {
    Promise<Void> caughtUp = Promise.promise();
    begun.complete(new Task(from, reader, caughtUp));
    return caughtUp.future();
  }

  int partitions() {
    return partitions;
  }

  Optional<String> trouble() {
    return trouble;
  }

  private void run() {
    while (!isOver(0)) {
      Again.turn("reading the topic of events", this::attempt);
      isOver(PAUSE_MS);
    }
  }

  /** Waits; true once nobody reads any more. */
  private boolean isOver(long millis) {
    try {
      return stop.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Looks and reads until something goes wrong. */
  private void attempt() {
    try {
      partitions = new TopicAdmin(settings, gateway).partitions();
      looked.complete(partitions);
      read(begun.get());
    } catch (RefusedFileException e) {
      looked.completeExceptionally(e);
      tell(e.getMessage());
    } catch (ExecutionException e) {
      tell(Cause.words(e.getCause()));
    } catch (OffsetOutOfRangeException e) {
      tell("topic " + settings.topic() + " has not what was read of it: it was cut, or is another");
    } catch (RuntimeException e) {
      tell(Cause.words(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(String now) {
    if (!trouble.equals(Optional.of(now)) && !isOver(0)) {
      LOG.warn("the topic of events cannot be read cause={}", now);
    }
    trouble = Optional.of(now);
  }

  private List<TopicPartition> all() {
    return IntStream.range(0, partitions)
        .mapToObj(i -> new TopicPartition(settings.topic(), i))
        .toList();
  }

  private void read(Task task) throws InterruptedException, ExecutionException {
    List<TopicPartition> all = all();
    try (var open =
        new KafkaConsumer<>(
            KafkaSettings.consumer(settings, gateway),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer = Optional.of(open);
      open.assign(all);
      all.forEach(each -> open.seek(each, from(task, each)));
      Map<TopicPartition, Long> ends = open.endOffsets(all);
      long due = System.nanoTime();
      while (!isOver(0)) {
        if (System.nanoTime() - due >= 0) {
          // A poll says nothing of brokers that are away.
          open.endOffsets(all, KafkaSettings.CALL);
          heard();
          due = System.nanoTime() + LOOK_NANOS;
        }
        var records = new ArrayList<Arrived>();
        open.poll(POLL).forEach(record -> arrived(record).ifPresent(records::add));
        hand(task, records);
        if (all.stream().allMatch(each -> open.position(each) >= ends.get(each))) {
          task.caughtUp().tryComplete();
        }
      }
    } finally {
      consumer = Optional.empty();
    }
  }

  private long from(Task task, TopicPartition partition) {
    long before = task.from().getOrDefault(partition.partition(), 0L);
    return next.getOrDefault(partition.partition(), before);
  }

  private void heard() {
    if (trouble.isPresent()) {
      LOG.info("the topic of events is read topic={}", settings.topic());
    }
    trouble = Optional.empty();
  }

  private static Optional<Arrived> arrived(ConsumerRecord<byte[], byte[]> record) {
    var place = new TopicPlace(record.partition(), record.offset());
    Header writer = record.headers().lastHeader(KafkaTopic.WRITER);
    Optional<TenantId> tenant =
        Optional.ofNullable(record.key()).flatMap(key -> TenantId.parse(new String(key, UTF_8)));
    if (tenant.isEmpty() || writer == null || record.value() == null) {
      LOG.error("passed over what no gateway sent place={}", place);
      return Optional.empty();
    }
    return Optional.of(
        new Arrived(
            place,
            new String(writer.value(), UTF_8),
            tenant.get(),
            ByteBuffer.wrap(record.value())));
  }

  /** Hands records over until they are safe. */
  private void hand(Task task, List<Arrived> records) throws InterruptedException {
    while (!records.isEmpty() && !isOver(0)) {
      try {
        task.reader().take(records).toCompletionStage().toCompletableFuture().get();
        records.forEach(each -> next.put(each.place().partition(), each.place().offset() + 1));
        return;
      } catch (ExecutionException e) {
        tell("this gateway cannot keep what it reads: " + Cause.words(e.getCause()));
        isOver(PAUSE_MS);
      }
    }
  }

  /** Ends the reading; completes when the thread is gone, or after a while. */
  void close() {
    stop.countDown();
    begun.cancel(false);
    consumer.ifPresent(KafkaConsumer::wakeup);
    try {
      thread.join(FIRST_LOOK.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
