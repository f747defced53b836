package io.decisionos.gateway.storage.redis;

import static io.decisionos.gateway.storage.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that end, over and over; the profile {@code campaign} does it a thousand times. */
final class RedisOutageCampaignTest {
  private static final int OUTAGES = Integer.getInteger("campaign.outages", 40);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  // What the JVM may open meanwhile for reasons of its own.
  private static final long OTHERS = 8;

  @RegisterExtension private static final EmptyRedis REDIS = new EmptyRedis();

  @Test
  void connectionsThatEndedLeaveNoSocketBehind() throws IOException {
    REDIS.open(new TestClock());
    Await.until(PATIENCE, this::stores, () -> "no Redis");
    long before = openFiles();
    for (int i = 0; i < OUTAGES; i++) {
      REDIS.run("CLIENT KILL TYPE normal");
      Await.until(PATIENCE, this::stores, () -> "Redis is not found again");
    }
    assertThat(openFiles()).isLessThanOrEqualTo(before + OTHERS);
    String clients = REDIS.run("CLIENT LIST");
    assertThat(clients.lines().filter(line -> line.contains("addr="))).hasSize(2);
  }

  private boolean stores() {
    var key = new StoreKey(new TenantId("acme"), "a");
    var draft = new Draft(Buffer.buffer("1"), Duration.ofHours(1));
    return resultOf(REDIS.entries().put(key, draft, Terms.NONE).map(true).otherwise(false));
  }

  private static long openFiles() throws IOException {
    Path files = Path.of("/proc/self/fd");
    if (!Files.isDirectory(files)) {
      return 0;
    }
    try (Stream<Path> open = Files.list(files)) {
      return open.count();
    }
  }
}
