package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.Outcomes;
import io.decisionos.gateway.storage.SharedStores;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster whose slots move, and whose primary is killed: calls go where the slots are. */
final class RedisFailoverTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TENANT = "acme";
  private static final int SLOT = Slots.of(TENANT);

  /** One in another third of the slots. */
  private static final String OTHER =
      IntStream.iterate(0, i -> i + 1)
          .mapToObj(i -> "t" + i)
          .filter(id -> Slots.of(id) / 5462 != SLOT / 5462)
          .findFirst()
          .orElseThrow();

  @TempDir private Path directory;
  private final RedisAtHome home = new RedisAtHome();
  private RealCluster cluster;
  private Backend<SharedStores> backend;
  private EtagStore store;

  @BeforeEach
  void start() {
    cluster = RealCluster.start(directory, 3, 3, 1000);
    String user = "ACL SETUSER gateway on >" + AclRules.PASSWORD + " " + AclRules.documented();
    for (RealRedis node : cluster.nodes()) {
      assertThat(RedisCommands.run(node, user + " +cluster|nodes +asking")).isEqualTo("+OK");
    }
    String url = cluster.url("gateway:" + AclRules.PASSWORD + "@");
    var settings = RedisAtHome.settings(url, Duration.ofSeconds(2));
    backend = home.open(RedisAtHome.storage(settings)::open);
    store = AtHome.store(backend.store().etags().entries(), home);
  }

  @AfterEach
  void close() {
    home.close();
    cluster.close();
  }

  @Test
  void whoTakesOverIsFollowedAndTheOtherShardsGoOn() {
    home.keepHouse(backend);
    RealRedis primary = cluster.ownerOf(SLOT, cluster.nodes().get(0));
    assertThat(isTaken(TENANT, "before")).isTrue();
    primary.kill();
    Await.until(PATIENCE, () -> !isTaken(TENANT, "during"), () -> "the dead one answers");
    assertThat(isTaken(OTHER, "during")).isTrue();
    assertThat(trouble()).contains("127.0.0.1:" + primary.port());
    Await.until(PATIENCE, () -> isTaken(TENANT, "after"), this::trouble);
    Await.until(PATIENCE, () -> trouble().isEmpty(), this::trouble);
    assertThat(isThere("before")).isTrue();
  }

  @Test
  void aSlotThatMovedIsFoundByWhatItsOldNodeSays() {
    RealRedis from = cluster.ownerOf(SLOT, cluster.nodes().get(0));
    RealRedis to = cluster.ownerOf(Slots.of(OTHER), cluster.nodes().get(0));
    assertThat(isTaken(TENANT, "before")).isTrue();
    move(from, to);
    // Nobody keeps house here, so this is learned from the answer alone.
    assertThat(isThere("before")).isTrue();
    assertThat(isTaken(TENANT, "after")).isTrue();
    assertThat(RedisCommands.run(to, "EXISTS dos:etag:{acme}:after")).isEqualTo(":1");
  }

  @Test
  void aSlotOnItsWayIsAskedForWhereItGoes() {
    RealRedis from = cluster.ownerOf(SLOT, cluster.nodes().get(0));
    RealRedis to = cluster.ownerOf(Slots.of(OTHER), cluster.nodes().get(0));
    begin(from, to);
    assertThat(isTaken(TENANT, "new")).isTrue();
    assertThat(RedisCommands.run(to, "CLUSTER COUNTKEYSINSLOT " + SLOT)).isNotEqualTo(":0");
    assertThat(RedisCommands.run(from, "CLUSTER COUNTKEYSINSLOT " + SLOT)).isEqualTo(":0");
  }

  private void begin(RealRedis from, RealRedis to) {
    String slot = "CLUSTER SETSLOT " + SLOT;
    RedisCommands.run(to, slot + " IMPORTING " + RealCluster.id(from));
    RedisCommands.run(from, slot + " MIGRATING " + RealCluster.id(to));
  }

  private void move(RealRedis from, RealRedis to) {
    begin(from, to);
    String listed = RedisCommands.run(from, "CLUSTER GETKEYSINSLOT " + SLOT + " 100");
    String keys =
        listed
            .lines()
            .filter(line -> line.startsWith("dos:"))
            .reduce((a, b) -> a + ' ' + b)
            .orElseThrow();
    String moved =
        RedisCommands.run(from, "MIGRATE 127.0.0.1 " + to.port() + " \"\" 0 5000 KEYS " + keys);
    assertThat(moved).isEqualTo("+OK");
    String at = "CLUSTER SETSLOT " + SLOT + " NODE " + RealCluster.id(to);
    RedisCommands.run(to, at);
    RedisCommands.run(from, at);
  }

  private boolean isTaken(String tenant, String name) {
    var draft = new Draft(Buffer.buffer("1"), Duration.ofHours(1));
    var key = new StoreKey(new TenantId(tenant), name);
    return Outcomes.resultOf(store.put(key, draft, Terms.NONE).map(true).otherwise(false));
  }

  private boolean isThere(String name) {
    var key = new StoreKey(new TenantId(TENANT), name);
    return Outcomes.resultOf(store.get(key)).isPresent();
  }

  private String trouble() {
    return home.get(() -> Future.succeededFuture(backend.health())).trouble().orElse("");
  }
}
