package io.decisionos.gateway.cards.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three gateways on a real broker, which are killed and started again, and it with them, while
 * batches come in at all of them. Each batch is sent until it is acknowledged, by one gateway after
 * the other, under one key: in the end each gateway has counted each event once.
 */
@Tag("quiet")
final class KafkaCampaignTest {
  private static final int KILLS = Integer.getInteger("campaign.faults", 6);
  private static final int BATCHES = Integer.getInteger("campaign.batches", 400);
  private static final int EVENTS = 50;
  private static final int CLIENTS = 4;
  private static final int GATEWAYS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final List<Member> members = new ArrayList<>();
  private RealKafka kafka;

  /** One gateway, over its lives. */
  private final class Member {
    private final Path data;
    private volatile int port;
    private GatewayProcess process;

    Member(int number) {
      data = directory.resolve("gateway" + number);
    }

    void start() throws IOException {
      Map<String, String> variables = new HashMap<>();
      variables.put("DECISIONOS_EVENTS_BACKEND", "kafka");
      variables.put("DECISIONOS_EVENTS_KAFKA_SERVERS", kafka.servers());
      variables.put("DECISIONOS_EVENTS_KAFKA_SINGLE", "true");
      process = GatewayProcess.shipped(data, variables);
      port = process.awaitReady().http();
    }

    void kill() {
      process.signal("KILL");
      process.awaitExit();
    }

    long counted() {
      try {
        String target =
            "/cards/reason-summary?tenant=acme-corp&bucket=month&at=2026-01-15T00:00:00Z";
        return new JsonObject(http.send(get(target), HttpResponse.BodyHandlers.ofString()).body())
            .getLong("total_items", -1L);
      } catch (IOException e) {
        return -1;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return -1;
      }
    }

    private HttpRequest get(String target) {
      return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target)).build();
    }

    /** Sends a batch; true once it is acknowledged. */
    boolean takes(int number) throws InterruptedException {
      try {
        var request =
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port + "/events/reasons?tenant=acme-corp"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-ndjson")
                .header("Idempotency-Key", "batch-" + number)
                .POST(HttpRequest.BodyPublishers.ofString(batch(number)))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
      } catch (IOException e) {
        return false;
      }
    }
  }

  private static String batch(int number) {
    return "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"r%d\"}\n"
        .formatted(number % 100)
        .repeat(EVENTS);
  }

  private void send() {
    var random = new Random();
    try {
      for (int number = numbers.incrementAndGet();
          number <= BATCHES;
          number = numbers.incrementAndGet()) {
        while (!members.get(random.nextInt(GATEWAYS)).takes(number)) {
          Thread.onSpinWait();
        }
        acknowledged.incrementAndGet();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void eachEventCountsOnceAtEachGatewayWhateverIsKilled() throws Exception {
    kafka = RealKafka.start(Files.createDirectory(directory.resolve("broker")));
    var pool = Executors.newFixedThreadPool(CLIENTS);
    try {
      for (int i = 0; i < GATEWAYS; i++) {
        members.add(new Member(i));
        members.get(i).start();
      }
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        running.add(CompletableFuture.runAsync(this::send, pool));
      }
      killAll();
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
      long sent = (long) BATCHES * EVENTS;
      for (Member each : members) {
        Await.until(PATIENCE, () -> each.counted() == sent, () -> sent + ": " + each.counted());
      }
      System.out.printf("campaign kills=%d events=%d counted once by each%n", KILLS, sent);
      assertThat(acknowledged.get()).isEqualTo(BATCHES);
    } finally {
      members.forEach(member -> member.process.close());
      kafka.close();
      pool.shutdownNow();
    }
  }

  private void killAll() throws IOException {
    var random = new Random(1);
    for (int kill = 0; kill < KILLS; kill++) {
      int due = (kill + 1) * BATCHES / (KILLS + 1);
      Await.until(PATIENCE, () -> acknowledged.get() >= due, () -> acknowledged + " of " + due);
      int which = random.nextInt(GATEWAYS + 1);
      if (which == GATEWAYS) {
        kafka.kill();
        kafka.startAgain();
      } else {
        members.get(which).kill();
        members.get(which).start();
      }
    }
  }
}
