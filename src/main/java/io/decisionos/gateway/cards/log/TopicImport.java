package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.topic.EventTopic;
import io.decisionos.gateway.cards.topic.TopicPlace;
import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.disk.HeldDirectory;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Moves a gateway's own log of events into the topic of all gateways, each record once, however
 * often it is ended and begun again: what is in the topic already is counted first, as a log is
 * always sent in one order. The segments are put aside when all of it can be read in the topic. For
 * one thread.
 */
public final class TopicImport {
  private static final int MOST_ON_THE_WAY = 64;
  private static final long PATIENCE_SECONDS = 120;
  private static final long LOOK_MS = 20;

  private final Path data;
  private final Map<TenantId, Long> there = new ConcurrentHashMap<>();

  public TopicImport(Path data) {
    this.data = data;
  }

  /**
   * Moves all of it.
   *
   * @return how many records were moved, those of earlier runs included
   * @throws IOException if a gateway runs, or if something cannot be read or sent; run it again
   *     then
   */
  public long run(EventTopic.Opener opener) throws IOException {
    Path counts = data.resolve("events-counts");
    Closeable held = HeldDirectory.open(counts, TenantLogs.STAMP);
    try {
      return moveAll(opener);
    } finally {
      held.close();
    }
  }

  private long moveAll(EventTopic.Opener opener) throws IOException {
    var positions = TopicPositions.open(data.resolve(LogSite.TOPIC));
    Path state = data.resolve(LogSite.TOPIC).resolve("import");
    String id = Files.exists(state) ? Files.readString(state).strip() : fresh(state);
    String writer = TopicLog.importer(positions.gateway(), id);
    try (EventTopic topic = opener.open(writer)) {
      long moved = send(topic, writer);
      putAside();
      Files.delete(state);
      return moved;
    }
  }

  private static String fresh(Path state) throws IOException {
    String id = UUID.randomUUID().toString();
    Durable.write(state, id + "\n");
    return id;
  }

  private long send(EventTopic topic, String writer) throws IOException {
    await(topic.follow(Map.of(), records -> count(records, writer)));
    long all = 0;
    for (TenantId tenant : tenants()) {
      long sent = send(topic, tenant, there.getOrDefault(tenant, 0L));
      awaitCount(tenant, sent);
      all += sent;
    }
    return all;
  }

  private Future<Void> count(List<EventTopic.Arrived> records, String writer) {
    records.stream()
        .filter(record -> record.writer().equals(writer))
        .forEach(record -> there.merge(record.tenant(), 1L, Long::sum));
    return Future.succeededFuture();
  }

  private List<TenantId> tenants() throws IOException {
    try (Stream<Path> folders = Files.list(data.resolve("events"))) {
      return folders
          .filter(Files::isDirectory)
          .flatMap(folder -> TenantId.parse(folder.getFileName().toString()).stream())
          .sorted()
          .toList();
    }
  }

  private long send(EventTopic topic, TenantId tenant, long before) throws IOException {
    var numbers = new long[1];
    Queue<Future<TopicPlace>> way = new ArrayDeque<>();
    try (var segments = new EventSegments(folder(tenant), FileOpener.DISK)) {
      segments.recover(
          EventSegments.Position.START,
          record -> {
            if (numbers[0]++ >= before) {
              way.add(topic.send(tenant, record.encode()));
            }
            if (way.size() > MOST_ON_THE_WAY) {
              awaitUnchecked(way.remove());
            }
          });
      way.forEach(TopicImport::awaitUnchecked);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return numbers[0];
  }

  private Path folder(TenantId tenant) {
    return data.resolve("events").resolve(tenant.value());
  }

  private static void awaitUnchecked(Future<?> future) {
    try {
      await(future);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Future<?> future) throws IOException {
    try {
      future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("Kafka does not take the events: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException("Kafka does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Waits until what was sent is read again, each record once. */
  private void awaitCount(TenantId tenant, long sent) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (there.getOrDefault(tenant, 0L) < sent && System.nanoTime() - end < 0) {
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    long found = there.getOrDefault(tenant, 0L);
    if (found != sent) {
      throw new IOException(
          "found %d of %d records of %s in the topic; nothing was put aside"
              .formatted(found, sent, tenant));
    }
  }

  /** What is moved is kept, where no gateway looks for it. */
  private void putAside() throws IOException {
    for (TenantId tenant : tenants()) {
      Path aside = data.resolve("events-imported").resolve(tenant.value());
      for (Path segment : SegmentFiles.in(folder(tenant))) {
        Durable.folder(aside);
        Files.move(segment, aside.resolve(segment.getFileName()));
      }
    }
  }

  /** Whether there is anything to move. */
  public Optional<Path> first() throws IOException {
    return OwnSegments.first(data.resolve("events"));
  }
}
