package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.Outcomes;
import io.decisionos.gateway.storage.SharedStores;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Stored;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real Redis at two addresses: a primary and its replica, or two that are strangers. */
final class RedisReplicasTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Draft DRAFT = new Draft(Buffer.buffer("1"), Duration.ofHours(1));

  @TempDir private Path directory;
  private final RedisAtHome home = new RedisAtHome();
  private RealRedis first;
  private RealRedis second;
  private RedisStorage storage;
  private Backend<SharedStores> backend;
  private EtagStore store;

  @BeforeEach
  void start() throws IOException {
    first = RealRedis.start(Files.createDirectory(directory.resolve("first")));
    second = RealRedis.start(Files.createDirectory(directory.resolve("second")));
  }

  @AfterEach
  void close() {
    home.close();
    first.close();
    second.close();
  }

  @Test
  void aReplicaThatIsListedFirstIsPassedOver() {
    follow(first, second);
    connect();
    awaitWell();
    assertThat(RedisCommands.run(second, "DBSIZE")).isNotEqualTo(":0");
  }

  @Test
  void aPrimaryThatBecomesAReplicaIsLeftForTheOtherAddress() {
    follow(second, first);
    connect();
    put("a");
    awaitCopy("a");
    RedisCommands.run(second, "REPLICAOF NO ONE");
    RedisCommands.run(first, "REPLICAOF 127.0.0.1 " + second.port());
    Await.until(PATIENCE, () -> isTaken("b"), this::trouble);
    assertThat(RedisCommands.run(second, "EXISTS dos:etag:acme:a dos:etag:acme:b")).isEqualTo(":2");
  }

  @Test
  void aPrimaryThatComesBackAfterItsReplicaTookOverIsNotTaken() {
    follow(second, first);
    connect();
    put("a");
    first.close();
    RedisCommands.run(second, "REPLICAOF NO ONE");
    Await.until(PATIENCE, () -> isWrittenToTheSecond(store), this::trouble);
    first.startAgain();
    second.close();
    Await.until(PATIENCE, () -> !isWell(), () -> "still well");
    Await.until(PATIENCE, () -> trouble().contains("another Redis has taken over"), this::trouble);
  }

  @Test
  void whereOneEventLoopWentOnTheOthersGoOnToo() {
    follow(second, first);
    connect();
    var neighbour = new RedisAtHome();
    try {
      Backend<SharedStores> other = neighbour.open(storage::open);
      neighbour.keepHouse(other);
      EtagStore beside = AtHome.store(other.store().etags().entries(), neighbour);
      put("a");
      RedisCommands.run(second, "REPLICAOF NO ONE");
      String clients = RedisCommands.run(first, "CLIENT LIST TYPE normal");
      String one = clients.lines().filter(RedisReplicasTest::isGateway).findFirst().orElseThrow();
      RedisCommands.run(first, "CLIENT KILL ID " + one.replaceAll("id=(\\d+) .*", "$1"));
      for (EtagStore each : List.of(store, beside)) {
        Await.until(PATIENCE, () -> isWrittenToTheSecond(each), this::trouble);
      }
    } finally {
      neighbour.close();
    }
  }

  private static boolean isGateway(String client) {
    return client.startsWith("id=") && !client.contains("cmd=client");
  }

  private boolean isWrittenToTheSecond(EtagStore by) {
    Outcomes.resultOf(by.put(key("b"), DRAFT, Terms.NONE).otherwiseEmpty());
    return RedisCommands.run(second, "DEL dos:etag:acme:b").equals(":1");
  }

  @Test
  void aWriteThatTooFewReplicasHaveIsUnknownUntilThereAreEnough() {
    follow(second, first);
    connect(1);
    put("a");
    RedisCommands.run(second, "REPLICAOF NO ONE");
    assertUnknown(store.put(key("b"), DRAFT, Terms.NONE));
    assertThat(trouble()).contains("storage.redis_wait");
    assertThat(Outcomes.resultOf(store.get(key("a")))).isPresent();
    follow(second, first);
    Await.until(PATIENCE, () -> isTaken("c"), this::trouble);
    awaitWell();
  }

  @Test
  void howeverManyWritesWaitForAReplicaInVainReadsAreServed() {
    follow(second, first);
    connect(1);
    put("a");
    second.signal("STOP");
    List<Future<Stored>> writes =
        IntStream.range(0, 12).mapToObj(i -> putInATurn("b" + i)).toList();
    assertUnknown(writes.get(0));
    assertThat(Outcomes.resultOf(store.get(key("a")))).isPresent();
    writes.forEach(RedisReplicasTest::assertUnknown);
    second.signal("CONT");
    Await.until(PATIENCE, () -> isTaken("c"), this::trouble);
    awaitWell();
  }

  private Future<Stored> putInATurn(String name) {
    Future<Stored> put = store.put(key(name), DRAFT, Terms.NONE);
    home.get(Future::succeededFuture);
    return put;
  }

  private static void assertUnknown(Future<Stored> write) {
    assertThat(Outcomes.problemOf(write).members()).containsEntry("outcome", "unknown");
  }

  @Test
  void strangersEndTheStart() {
    assertThatThrownBy(this::connect)
        .hasRootCauseInstanceOf(UnsuitableRedisException.class)
        .hasStackTraceContaining(
            "storage.redis_url: found two data sets, at address 1 and address 2");
  }

  @Test
  void aStrangerThatIsFoundLaterIsNeverWrittenTo() {
    second.close();
    connect();
    put("a");
    second.startAgain();
    first.close();
    Await.until(
        PATIENCE, () -> trouble().contains("address 2 holds another data set"), this::trouble);
    assertThat(RedisCommands.run(second, "DBSIZE")).isEqualTo(":0");
    first.startAgain();
    awaitWell();
    assertThat(Outcomes.resultOf(store.get(key("a")))).isPresent();
  }

  private static void follow(RealRedis replica, RealRedis primary) {
    RedisCommands.run(replica, "REPLICAOF 127.0.0.1 " + primary.port());
    Await.until(
        PATIENCE,
        () -> RedisCommands.run(replica, "INFO replication").contains("master_link_status:up"),
        () -> "no replica");
  }

  /** Redis replicates after it has answered. */
  private void awaitCopy(String name) {
    String exists = "EXISTS dos:etag:acme:" + name;
    Await.until(
        PATIENCE, () -> RedisCommands.run(second, exists).equals(":1"), () -> "no copy of " + name);
  }

  private void connect() {
    connect(0);
  }

  private void connect(int replicas) {
    String urls = first.url() + "," + second.url();
    var settings = RedisAtHome.settings(urls, Duration.ofSeconds(1), replicas);
    storage = RedisAtHome.storage(settings);
    backend = home.open(storage::open);
    store = AtHome.store(backend.store().etags().entries(), home);
    home.keepHouse(backend);
  }

  private void put(String name) {
    assertThat(isTaken(name)).isTrue();
  }

  private boolean isTaken(String name) {
    return Outcomes.resultOf(store.put(key(name), DRAFT, Terms.NONE).map(true).otherwise(false));
  }

  private static StoreKey key(String name) {
    return new StoreKey(new TenantId("acme"), name);
  }

  private boolean isWell() {
    return trouble().isEmpty();
  }

  private String trouble() {
    return home.get(() -> Future.succeededFuture(backend.health())).trouble().orElse("");
  }

  private void awaitWell() {
    Await.until(PATIENCE, this::isWell, this::trouble);
  }
}
