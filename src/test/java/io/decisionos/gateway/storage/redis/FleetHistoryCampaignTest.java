package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.storage.history.Campaign;
import io.decisionos.gateway.storage.history.TroubledFleet;
import io.decisionos.gateway.storage.history.TroubledGateway;
import io.decisionos.gateway.storage.history.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three gateways on Sentinel and on a cluster, each of them, the primary and the ways between them
 * killed, frozen and cut: the figures of {@code docs/fleet.md}.
 */
@Tag("quiet")
final class FleetHistoryCampaignTest {
  private static final int GATEWAYS = 3;

  /** Longer than any trouble that shall pass without a failover. */
  private static final int PATIENT_MS = 15_000;

  private static final int FAILOVER_MS = 1000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration CALM = Duration.ofMillis(1500);

  @TempDir private Path directory;
  private final Deque<Runnable> endings = new ArrayDeque<>();
  private TroubledRedis redis;
  private TroubledFleet fleet;

  @BeforeEach
  void makeRoom() throws IOException {
    Files.createDirectory(directory.resolve("redis"));
    Path tenants = Files.createDirectory(directory.resolve("tenants"));
    String shipped = Files.readString(Path.of("tenants/acme_corp.yaml"));
    // Neither a refusal for its rate nor one for a claim that had to wait says anything here.
    Files.writeString(
        tenants.resolve("acme_corp.yaml"),
        shipped
            .replaceFirst("max_qps: \\d+", "max_qps: 1000000")
            .replaceFirst("clock_skew_ms: \\d+", "clock_skew_ms: 300000"));
  }

  @AfterEach
  void close() {
    endings.forEach(Runnable::run);
  }

  @Test
  void nothingIsLostOnSentinelWithoutAFailover() throws IOException {
    open(TroubledRedis.withSentinels(directory.resolve("redis"), PATIENT_MS), 0);
    steady("sentinel");
  }

  @Test
  void nothingIsLostOnAClusterWithoutAFailover() {
    open(TroubledRedis.asCluster(directory.resolve("redis"), PATIENT_MS), 0);
    steady("cluster");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whatAFailoverOfSentinelCostsIsCounted(int wait) throws IOException {
    open(TroubledRedis.withSentinels(directory.resolve("redis"), FAILOVER_MS), wait);
    failing("sentinel", wait, () -> killSuccessorToo(wait));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whatAFailoverOfAClusterCostsIsCounted(int wait) {
    open(TroubledRedis.asCluster(directory.resolve("redis"), FAILOVER_MS), wait);
    failing("cluster", wait, () -> killForGood(wait));
  }

  private void open(TroubledRedis opened, int wait) {
    endings.push(opened::close);
    redis = opened;
    var shared =
        Map.of(
            "DECISIONOS_TENANTS",
            directory.resolve("tenants").toString(),
            "DECISIONOS_STORAGE",
            "redis",
            "DECISIONOS_STORAGE_REDIS_WAIT",
            String.valueOf(wait),
            "DECISIONOS_REDIS_URL",
            redis.url());
    fleet = new TroubledFleet(directory, GATEWAYS, shared, Campaign.SEED);
    endings.push(fleet::close);
  }

  private void steady(String name) {
    RealRedis primary = redis.primary();
    Campaign.run(
        name + " steady",
        fleet,
        List.of(
            () -> fleet.one().kill(),
            () -> fleet.one().freeze(),
            () -> cutOffFromPrimary(fleet.one()),
            () -> cutOffFromAll(fleet.one()),
            this::cutOffReplicas,
            this::freeze,
            this::killAndRestart,
            () -> RedisCommands.run(redis.primary(), "CLIENT KILL TYPE normal")));
    assertThat(redis.primary()).isSameAs(primary);
  }

  private void cutOffFromPrimary(TroubledGateway gateway) {
    long process = gateway.pid();
    cutForAWhile(redis.primary(), each -> each == process);
  }

  private void cutOffFromAll(TroubledGateway gateway) {
    long process = gateway.pid();
    redis.cut(each -> each == process);
    gateway.pause();
    redis.mend();
  }

  private void cutOffReplicas() {
    cutForAWhile(redis.primary(), redis::has);
    redis.awaitInStep();
  }

  private void cutForAWhile(RealRedis node, LongPredicate from) {
    redis.cut(node, from);
    fleet.one().pause();
    redis.mend();
  }

  private void freeze() {
    RealRedis primary = redis.primary();
    primary.signal("STOP");
    fleet.one().pause();
    primary.signal("CONT");
  }

  private void killAndRestart() {
    RealRedis primary = redis.primary();
    primary.kill();
    fleet.one().pause();
    redis.startAgain(primary);
    redis.awaitInStep();
  }

  private void failing(String name, int wait, Runnable more) {
    Verdict verdict =
        Campaign.count(
            name + " failover redis_wait=" + wait,
            fleet,
            List.of(
                () -> killForGood(wait),
                () -> freezeForGood(wait),
                () -> cutOffFromNodes(wait),
                more,
                () -> fleet.one().kill(),
                () -> fleet.one().freeze()));
    if (wait == redis.replicas()) {
      // Whichever takes over has the write. Of several, one that does not may take over.
      assertThat(verdict.twice().size() + verdict.lost()).isZero();
    }
  }

  private void killForGood(int wait) {
    RealRedis former = redis.primary();
    failOver("kill", former, wait, former::kill, () -> redis.startAgain(former));
  }

  /**
   * What it took meanwhile, what gateways note of the failover among it, may be known to nobody.
   */
  private void killSuccessorToo(int wait) {
    RealRedis former = redis.primary();
    former.kill();
    redis.awaitSuccessor(former);
    RealRedis successor = redis.primary();
    fleet.one().pause();
    failOver("second kill", successor, wait, successor::kill, () -> startAgain(former, successor));
  }

  private void startAgain(RealRedis... nodes) {
    for (RealRedis node : nodes) {
      redis.startAgain(node);
    }
  }

  private void freezeForGood(int wait) {
    RealRedis former = redis.primary();
    failOver("freeze", former, wait, () -> former.signal("STOP"), () -> former.signal("CONT"));
  }

  /** Gateways still reach it, and it takes what will be lost. */
  private void cutOffFromNodes(int wait) {
    RealRedis former = redis.primary();
    failOver("cut", former, wait, () -> redis.isolate(former, fleet::has), redis::mend);
  }

  /**
   * Prints how long after there was a primary with enough replicas the last call was not served.
   */
  private void failOver(String kind, RealRedis former, int wait, Runnable begin, Runnable end) {
    long begun = System.nanoTime();
    begin.run();
    redis.awaitSuccessor(former);
    long successor = System.nanoTime();
    end.run();
    Await.until(PATIENCE, () -> redis.isFollowed(wait), () -> "too few replicas");
    long enough = wait == 0 ? successor : System.nanoTime();
    Await.until(PATIENCE, () -> isCalmSince(enough), () -> "calls are refused");
    Map<String, Long> refused = refusedAfter(enough);
    redis.awaitInStep();
    System.out.printf(
        "failover %s: successor after %d ms, enough replicas after %d ms, the last refusal of each"
            + " kind, in ms after that: %s%n",
        kind,
        Duration.ofNanos(successor - begun).toMillis(),
        Duration.ofNanos(enough - begun).toMillis(),
        refused);
  }

  private boolean isCalmSince(long nanos) {
    long last = fleet.refusals().values().stream().reduce(nanos, Math::max);
    return System.nanoTime() - last > CALM.toNanos();
  }

  /** How many milliseconds after that a call was refused last, for each reason. */
  private Map<String, Long> refusedAfter(long nanos) {
    return fleet.refusals().entrySet().stream()
        .filter(each -> each.getValue() > nanos)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, each -> Duration.ofNanos(each.getValue() - nanos).toMillis()));
  }
}
