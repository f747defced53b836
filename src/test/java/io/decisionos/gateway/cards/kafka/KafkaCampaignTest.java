package io.decisionos.gateway.cards.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three gateways on a real broker, which are killed and started again, and it with them, while
 * batches come in at all of them. Each batch is sent until it is acknowledged, by one gateway after
 * the other, under one key: the gateway that acknowledges it shows it in its next answer, the
 * others soon, and in the end each has counted each event once, as has a new one.
 */
@Tag("quiet")
final class KafkaCampaignTest {
  private static final int KILLS = Integer.getInteger("campaign.kills", 6);
  private static final int ALL = Integer.getInteger("campaign.events", 20_000);
  private static final int EVENTS = Integer.getInteger("campaign.batch", 100);
  private static final int BATCHES = ALL / EVENTS;
  private static final int CLIENTS = 4;
  private static final int GATEWAYS = 3;
  private static final String LAST = "the-last-one";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long RETRY_NANOS = 50_000_000;
  private static final long LOOK_NANOS = 10_000_000;

  @TempDir private Path directory;
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger mayBeSent = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger checked = new AtomicInteger();
  private final AtomicInteger killedBeforeItWasAsked = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final long[] taken = new long[CLIENTS];
  private final Visibility visibility = new Visibility();
  private final List<CampaignGateway> gateways = new ArrayList<>();
  private RealKafka kafka;

  /** A caller, who has one batch at a time acknowledged. */
  private void send(int client) {
    var random = new Random(client);
    for (int number = numbers.incrementAndGet();
        number <= BATCHES;
        number = numbers.incrementAndGet()) {
      while (mayBeSent.get() < number) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      String lines = CallerEvents.batch(client, number, EVENTS);
      while (!isTaken(random.nextInt(GATEWAYS), client, number, lines)) {
        LockSupport.parkNanos(RETRY_NANOS);
      }
      acknowledged.incrementAndGet();
    }
  }

  private boolean isTaken(int which, int client, int number, String lines) {
    CampaignGateway gateway = gateways.get(which);
    var life = gateway.ports();
    long disturbances = visibility.disturbances();
    attempts.incrementAndGet();
    if (!gateway.takes(life, CallerEvents.tenant(client), "batch-" + number, lines)) {
      return false;
    }
    taken[client] += EVENTS;
    IntStream.range(0, GATEWAYS)
        .filter(other -> other != which)
        .forEach(
            other ->
                visibility.taken(other, CallerEvents.reason(client), taken[client], disturbances));
    gateway
        .shown(life, CallerEvents.tenant(client))
        .ifPresentOrElse(
            counts -> check(client, number, counts), killedBeforeItWasAsked::incrementAndGet);
    return true;
  }

  /** What this caller sent was counted by the gateway that took it, all of it and once. */
  private void check(int client, int number, Map<String, Long> counts) {
    long count = counts.getOrDefault(CallerEvents.reason(client), 0L);
    checked.incrementAndGet();
    if (count != taken[client]) {
      wrong.add("batch %d: %d instead of %d".formatted(number, count, taken[client]));
    }
  }

  /** Looks all the time at what a gateway shows. */
  private void watch(int which) {
    while (!over.get()) {
      for (String tenant : CallerEvents.TENANTS) {
        CampaignGateway gateway = gateways.get(which);
        gateway.shown(gateway.ports(), tenant).ifPresent(counts -> visibility.shown(which, counts));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Test
  void eachEventCountsOnceAtEachGatewayWhateverIsKilled() throws Exception {
    long begin = System.nanoTime();
    kafka = RealKafka.start(Files.createDirectory(directory.resolve("broker")));
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      for (int i = 0; i < GATEWAYS; i++) {
        gateways.add(gateway("gateway" + i).start());
      }
      List<CompletableFuture<Void>> senders = start(CLIENTS, this::send, pool);
      List<CompletableFuture<Void>> watchers = start(GATEWAYS, this::watch, pool);
      killAll();
      await(senders);
      Await.until(PATIENCE, () -> visibility.open() == 0, visibility::open);
      over.set(true);
      await(watchers);
      tell(Duration.ofNanos(System.nanoTime() - begin));
      assertThat(acknowledged.get()).isEqualTo(BATCHES);
      assertThat(wrong).isEmpty();
      gateways.add(gateway("new").start());
      eachHasCountedAll();
      System.out.println("campaign: counted once by each of the three, and by a new one");
      assertThat(visibility.calmMillis()).isLessThan(1000);
    } finally {
      over.set(true);
      gateways.forEach(CampaignGateway::close);
      kafka.close();
      pool.shutdownNow();
    }
  }

  private CampaignGateway gateway(String name) {
    return new CampaignGateway(directory.resolve(name), kafka.servers());
  }

  private static List<CompletableFuture<Void>> start(
      int count, IntConsumer work, ExecutorService pool) {
    return IntStream.range(0, count)
        .mapToObj(i -> CompletableFuture.runAsync(() -> work.accept(i), pool))
        .toList();
  }

  private static void await(List<CompletableFuture<Void>> all) {
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
  }

  /**
   * Between two kills equally many batches are sent: half of them while nothing is wrong, the
   * others from the kill on.
   */
  private void killAll() throws IOException {
    for (int kill = 0; kill < KILLS; kill++) {
      mayBeSent.set(share(2 * kill + 2));
      int due = share(2 * kill + 1);
      Await.until(PATIENCE, () -> acknowledged.get() >= due, () -> acknowledged + " of " + due);
      visibility.turn();
      long begin = System.nanoTime();
      String what = kill(kill % (GATEWAYS + 1));
      var again = Duration.ofNanos(System.nanoTime() - begin);
      Duration well =
          Await.until(
              PATIENCE,
              () -> gateways.stream().allMatch(CampaignGateway::isWell),
              () -> "not all read the topic");
      System.out.printf(
          "campaign: %s killed, there again after %d ms, all read after %d ms more%n",
          what, again.toMillis(), well.toMillis());
      visibility.turn();
    }
    mayBeSent.set(BATCHES);
  }

  private static int share(int halves) {
    return (int) ((long) BATCHES * halves / (2 * KILLS + 2));
  }

  /** The broker first, then one gateway after the other. */
  private String kill(int which) throws IOException {
    if (which == 0) {
      kafka.kill();
      kafka.startAgain();
      return "broker";
    }
    gateways.get(which - 1).kill();
    gateways.get(which - 1).start();
    return "gateway" + (which - 1);
  }

  /** What stands in the topic before the last event is read where that is shown. */
  private void eachHasCountedAll() {
    for (String tenant : CallerEvents.TENANTS) {
      var last = gateways.get(0);
      String event = "{\"ts\":\"2026-01-31T00:00:00Z\",\"reason\":\"" + LAST + "\"}";
      assertThat(last.takes(last.ports(), tenant, LAST, event)).isTrue();
      Map<String, Long> expected = new TreeMap<>(Map.of(LAST, 1L));
      IntStream.range(0, CLIENTS)
          .filter(client -> CallerEvents.tenant(client).equals(tenant))
          .forEach(client -> expected.put(CallerEvents.reason(client), taken[client]));
      for (CampaignGateway each : gateways) {
        Await.until(
            PATIENCE, () -> counts(each, tenant).containsKey(LAST), () -> counts(each, tenant));
        assertThat(counts(each, tenant)).isEqualTo(expected);
      }
    }
  }

  private static Map<String, Long> counts(CampaignGateway gateway, String tenant) {
    return gateway.shown(gateway.ports(), tenant).orElseThrow();
  }

  private void tell(Duration took) {
    System.out.printf(
        "campaign: events=%d batches=%d attempts=%d kills=%d took=%ds, %d/s%n",
        (long) BATCHES * EVENTS,
        BATCHES,
        attempts.get(),
        KILLS,
        took.toSeconds(),
        (long) BATCHES * EVENTS / Math.max(1, took.toSeconds()));
    System.out.printf(
        "campaign: in the next answer of who took it: checked=%d wrong=%d killed before=%d%n",
        checked.get(), wrong.size(), killedBeforeItWasAsked.get());
    System.out.println("campaign: shown by the others after: " + visibility);
  }
}
