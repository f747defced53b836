package io.decisionos.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.storage.redis.RealRedis;
import java.io.IOException;
import java.net.ConnectException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three gateways under load that are restarted one after the other, and one that is killed, behind
 * callers who choose as a balancer does: among those whose {@code /readyz} was 200 a moment ago.
 */
@Tag("quiet")
final class RollingRestartCampaignTest {
  private static final int GATEWAYS = 3;
  private static final int CLIENTS = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger askedElsewhere = new AtomicInteger();
  private final AtomicInteger nonces = new AtomicInteger();
  private final List<Member> members = new ArrayList<>();
  private RealRedis redis;

  /** One gateway, over its lives. */
  private final class Member {
    private final Path data;
    private volatile int port;
    private volatile boolean ready;
    private GatewayProcess process;

    Member(int number) {
      data = directory.resolve("gateway" + number);
    }

    void start() throws IOException {
      Map<String, String> variables = new HashMap<>();
      variables.put("DECISIONOS_DATA_SECRET_FILE", directory.resolve("secret").toString());
      variables.put("DECISIONOS_STORAGE", "redis");
      variables.put("DECISIONOS_REDIS_URL", redis.url());
      variables.put("DECISIONOS_STORAGE_REDIS_TIMEOUT_MS", "5000");
      variables.put("DECISIONOS_SHUTDOWN_DELAY_MS", "3000");
      process = GatewayProcess.shipped(data, variables);
      port = process.awaitReady().http();
    }

    void look(HttpClient http) throws InterruptedException {
      try {
        var request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                .timeout(Duration.ofSeconds(2))
                .build();
        ready = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException e) {
        ready = false;
      }
    }
  }

  private static HttpClient http() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private void watch() {
    HttpClient http = http();
    try {
      while (!over.get()) {
        for (Member each : members) {
          each.look(http);
        }
        LockSupport.parkNanos(50_000_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void call() {
    HttpClient http = http();
    try {
      while (!over.get()) {
        List<Member> ready = members.stream().filter(each -> each.ready).toList();
        if (!ready.isEmpty()) {
          call(http, ready.get(ThreadLocalRandom.current().nextInt(ready.size())));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void call(HttpClient http, Member member) throws InterruptedException {
    String body =
        "{\"nonce\":\"n%d\",\"timestamp_ms\":%d}"
            .formatted(nonces.incrementAndGet(), System.currentTimeMillis());
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + member.port + "/replay?tenant=acme-corp"))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 429) {
        return;
      }
      (answer.statusCode() == 200 ? served : failed).incrementAndGet();
      if (answer.statusCode() != 200) {
        System.out.println("failed: " + answer.statusCode() + " " + answer.body());
      }
    } catch (ConnectException e) {
      // Nothing was sent, so a balancer asks another one.
      askedElsewhere.incrementAndGet();
      member.ready = false;
    } catch (IOException e) {
      failed.incrementAndGet();
      System.out.println("failed: " + e);
    }
  }

  @Test
  void aRollingRestartFailsNobodyAndAKillOnlyWhatIsOnItsWay() throws Exception {
    redis = RealRedis.start(Files.createDirectory(directory.resolve("redis")));
    var pool = Executors.newFixedThreadPool(CLIENTS + 1);
    try {
      for (int i = 0; i < GATEWAYS; i++) {
        var member = new Member(i);
        member.start();
        members.add(member);
      }
      List<CompletableFuture<Void>> running = new ArrayList<>();
      running.add(CompletableFuture.runAsync(this::watch, pool));
      for (int i = 0; i < CLIENTS; i++) {
        running.add(CompletableFuture.runAsync(this::call, pool));
      }
      for (Member each : members) {
        awaitMore(100);
        each.process.terminate();
        assertThat(each.process.awaitExit()).isZero();
        each.start();
      }
      awaitMore(100);
      int after = failed.get();
      System.out.printf("rolling restart: served=%d failed=%d%n", served.get(), after);
      assertThat(askedElsewhere.get()).isZero();
      members.get(0).process.signal("KILL");
      awaitMore(100);
      System.out.printf("one killed: served=%d failed=%d%n", served.get(), failed.get() - after);
      over.set(true);
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
      assertThat(after).isZero();
      // Each caller has one request on its way.
      assertThat(failed.get()).isLessThanOrEqualTo(CLIENTS);
    } finally {
      over.set(true);
      members.forEach(member -> member.process.close());
      redis.close();
      pool.shutdownNow();
    }
  }

  private void awaitMore(int requests) {
    int enough = served.get() + requests;
    Await.until(PATIENCE, () -> served.get() >= enough, served::get);
  }
}
