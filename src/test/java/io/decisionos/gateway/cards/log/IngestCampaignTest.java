package io.decisionos.gateway.cards.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway that is killed while events come in, a few times, or with the profile {@code campaign}
 * a hundred times. What it left is read by the log's own code afterwards, and what was acknowledged
 * is known by the clients alone.
 */
class IngestCampaignTest {
  private static final int KILLS = Integer.getInteger("campaign.faults", 3);
  private static final int CLIENTS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path home;

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<String, Boolean> acknowledged = new ConcurrentHashMap<>();

  private GatewayProcess start() throws IOException {
    return GatewayProcess.shipped(
        home.resolve("var"), Map.of("DECISIONOS_EVENTS_MAX_REASONS", "1000000"));
  }

  /** Each batch has a reason of its own, two events, on both sides of a midnight. */
  private static String batch(String reason) {
    String event = "{\"ts\":\"2026-01-0%dT%s:59:59Z\",\"reason\":\"%s\"}\n";
    return event.formatted(1, "23", reason) + event.formatted(2, "00", reason);
  }

  /** Sends batches one after the other, each until it is acknowledged. */
  private final class Client {
    private String pending = "batch-" + numbers.incrementAndGet();

    void run(int port, AtomicBoolean over) {
      while (!over.get()) {
        try {
          HttpResponse<String> answer =
              http.send(request(port), HttpResponse.BodyHandlers.ofString());
          assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
          if (answer.statusCode() == 200) {
            acknowledged.put(pending, true);
            pending = "batch-" + numbers.incrementAndGet();
          }
        } catch (IOException e) {
          // Nobody knows whether it was committed: the same batch under the same key again.
          Thread.onSpinWait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }

    private HttpRequest request(int port) {
      return HttpRequest.newBuilder(
              URI.create("http://127.0.0.1:" + port + "/events/reasons?tenant=acme-corp"))
          .timeout(Duration.ofSeconds(10))
          .header("Content-Type", "application/x-ndjson")
          .header("Idempotency-Key", pending)
          .POST(HttpRequest.BodyPublishers.ofString(batch(pending)))
          .build();
    }
  }

  @Test
  void everyAcknowledgedBatchIsThereOnceAndNoneTwiceHoweverOftenTheGatewayIsKilled()
      throws Exception {
    var random = new Random(1);
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new Client());
    }
    for (int kill = 0; kill < KILLS; kill++) {
      live(clients, 1 + random.nextInt(100));
    }
    System.out.printf("campaign kills=%d batches=%d%n", KILLS, acknowledged.size());
    compare();
  }

  private void live(List<Client> clients, int batches) throws Exception {
    var over = new AtomicBoolean();
    List<CompletableFuture<Void>> running = new ArrayList<>();
    try (var gateway = start()) {
      int port = gateway.awaitReady().http();
      clients.forEach(
          client -> running.add(CompletableFuture.runAsync(() -> client.run(port, over))));
      int enough = acknowledged.size() + batches;
      Await.until(PATIENCE, () -> acknowledged.size() >= enough, acknowledged::size);
    } finally {
      over.set(true);
    }
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
  }

  private void compare() throws IOException {
    try (var log = new OpenLog(home.resolve("var"))) {
      Map<String, Long> counted =
          log.counts(OpenLog.ACME).between(Instant.MIN, Instant.MAX).asMap();
      assertThat(counted.keySet()).containsAll(acknowledged.keySet());
      assertThat(counted.values()).as("neither half a batch nor one twice").containsOnly(2L);
      assertThat(log.of(OpenLog.ACME).damaged()).isZero();
    }
  }
}
