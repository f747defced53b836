package io.decisionos.gateway.storage.redis;

import static io.decisionos.gateway.storage.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.SharedStores;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is lost of acknowledged writes when the primary of a shard is killed under load, with and
 * without {@code redis_wait}, and with a replica that was behind when it took over: the figures of
 * {@code docs/fleet.md}.
 */
@Tag("quiet")
final class RedisLossCampaignTest {
  private static final int ROUNDS = Integer.getInteger("campaign.faults", 1);
  private static final int AT_ONCE = 32;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final TenantId TENANT = new TenantId("acme");
  private static final int SLOT = Slots.of("acme");

  @TempDir private Path directory;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private int number;
  private EtagStore store;

  @Test
  void whatWasAcknowledgedAndIsLost() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      for (int wait : List.of(0, 1)) {
        for (boolean isBehind : List.of(false, true)) {
          Path own = directory.resolve(round + "-" + wait + "-" + isBehind);
          int lost = lost(Files.createDirectory(own), wait, isBehind);
          // A replica that has a write and takes over has it still.
          assertThat(wait == 0 ? 0 : lost).isZero();
        }
      }
    }
  }

  private int lost(Path own, int wait, boolean isBehind) {
    acknowledged.clear();
    try (var cluster = RealCluster.start(own, 3, 3, 1000);
        var home = new RedisAtHome()) {
      var settings = RedisAtHome.settings(cluster.url(), Duration.ofMillis(500), wait);
      Backend<SharedStores> backend = home.open(RedisAtHome.storage(settings)::open);
      store = AtHome.store(backend.store().etags().entries(), home);
      home.keepHouse(backend);
      RealRedis primary = cluster.ownerOf(SLOT, cluster.nodes().get(0));
      RealRedis replica = cluster.nodes().get(3 + cluster.nodes().indexOf(primary));
      write(Duration.ofSeconds(1));
      if (isBehind) {
        replica.signal("STOP");
        // What is on its way would still be read: the link is cut as well.
        RedisCommands.run(primary, "CLIENT KILL TYPE replica");
        write(Duration.ofMillis(300));
      }
      primary.kill();
      long killed = System.nanoTime();
      if (isBehind) {
        replica.signal("CONT");
      }
      int before = acknowledged.size();
      RealRedis other = cluster.nodes().get((cluster.nodes().indexOf(primary) + 1) % 3);
      Await.until(PATIENCE, () -> cluster.ownerOf(SLOT, other) != primary, () -> "no successor");
      long successor = System.nanoTime();
      if (wait > 0) {
        // Until the successor has a replica, nothing is acknowledged.
        primary.startAgain();
      }
      Await.until(PATIENCE, () -> burst() > 0, () -> "nobody takes over");
      long millis = (successor - killed) / 1_000_000;
      long after = (System.nanoTime() - successor) / 1_000_000;
      Set<String> all = Set.copyOf(acknowledged);
      long lost = all.stream().filter(name -> resultOf(store.get(key(name))).isEmpty()).count();
      System.out.printf(
          "loss redis_wait=%d behind=%s acknowledged=%d lost=%d successor_ms=%d then_ms=%d%n",
          wait, isBehind, before, lost, millis, after);
      return (int) lost;
    }
  }

  private void write(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      burst();
    }
  }

  /** Writes some at once; how many are acknowledged. */
  private long burst() {
    List<Future<Boolean>> puts =
        IntStream.range(0, AT_ONCE).mapToObj(i -> put("k" + number++)).toList();
    resultOf(Future.join(puts).otherwiseEmpty());
    return puts.stream().filter(Future::result).count();
  }

  private Future<Boolean> put(String name) {
    var draft = new Draft(Buffer.buffer("1"), Duration.ofHours(1));
    return store
        .put(key(name), draft, Terms.NONE)
        .map(stored -> acknowledged.add(name))
        .otherwise(false);
  }

  private static StoreKey key(String name) {
    return new StoreKey(TENANT, name);
  }
}
