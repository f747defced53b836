package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.fixture.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Redis with replicas that take over, for the slot of one tenant, and what may befall it. Everybody
 * comes to each node by a front, which can hold them up.
 */
final class TroubledRedis implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int SLOT = Slots.of("acme-corp");
  private static final int PRIMARIES = 3;
  private static final int REPLICAS = 2;
  private static final int SENTINELS = 3;
  private static final Pattern ACKNOWLEDGES = Pattern.compile("state=online,offset=[1-9]");

  private final Deque<Runnable> endings = new ArrayDeque<>();
  private final List<RedisFront> fronts = new ArrayList<>();
  private List<RealRedis> nodes = List.of();
  private List<Long> processes = List.of();
  private Supplier<Optional<RealRedis>> owner;
  private String url;
  private int replicas;

  private TroubledRedis() {}

  /** Sentinels over a primary and two replicas. */
  static TroubledRedis withSentinels(Path directory, int downMillis) throws IOException {
    var redis = new TroubledRedis();
    var started = new ArrayList<RealRedis>();
    for (int i = 0; i <= REPLICAS; i++) {
      Path own = Files.createDirectory(directory.resolve("node" + i));
      RealRedis node = RealRedis.behind(redis.front(), own);
      redis.endings.push(node::close);
      started.add(node);
    }
    for (RealRedis replica : started.subList(1, started.size())) {
      RedisCommands.run(replica, "REPLICAOF 127.0.0.1 " + started.get(0).place());
    }
    redis.nodes = List.copyOf(started);
    redis.replicas = REPLICAS;
    var sentinels = Sentinels.over(started.get(0), SENTINELS, downMillis);
    redis.endings.push(sentinels::close);
    redis.owner = () -> Optional.of(redis.at(sentinels.primary()));
    redis.url = sentinels.url();
    return redis.ready();
  }

  /** A cluster of three primaries, each with a replica. */
  static TroubledRedis asCluster(Path directory, int timeoutMillis) {
    var redis = new TroubledRedis();
    List<RedisFront> all = IntStream.range(0, 2 * PRIMARIES).mapToObj(i -> redis.front()).toList();
    var cluster = RealCluster.start(directory, all, PRIMARIES, PRIMARIES, timeoutMillis);
    redis.endings.push(cluster::close);
    redis.nodes = cluster.nodes();
    redis.replicas = 1;
    int shard = SLOT * PRIMARIES / Slots.COUNT;
    RealRedis witness = cluster.nodes().get((shard + 1) % PRIMARIES);
    redis.owner = () -> cluster.findOwner(SLOT, witness);
    redis.url = cluster.url();
    return redis.ready();
  }

  private RedisFront front() {
    var front = new RedisFront();
    endings.push(front::close);
    fronts.add(front);
    return front;
  }

  private TroubledRedis ready() {
    processes = nodes.stream().map(node -> node.process().pid()).toList();
    awaitInStep();
    return this;
  }

  private RealRedis at(int place) {
    return nodes.stream().filter(node -> node.place() == place).findFirst().orElseThrow();
  }

  String url() {
    return url;
  }

  /** Who has the tenant's keys, as far as the others know. */
  RealRedis primary() {
    return owner.get().orElseThrow();
  }

  /** How many replicas a primary has. */
  int replicas() {
    return replicas;
  }

  /**
   * Whether at least so many replicas follow the primary and have said so: one that still reads
   * what it was sent at first acknowledges nothing.
   */
  boolean isFollowed(int least) {
    String state = RedisCommands.run(primary(), "INFO replication");
    return state.contains("role:master")
        && state.lines().filter(line -> ACKNOWLEDGES.matcher(line).find()).count() >= least;
  }

  /** Waits until all replicas follow the primary. */
  void awaitInStep() {
    Await.until(PATIENCE, () -> isFollowed(replicas), () -> "the replicas do not follow");
  }

  void awaitSuccessor(RealRedis former) {
    Await.until(
        PATIENCE,
        () -> owner.get().filter(node -> node != former).isPresent(),
        () -> "no successor");
  }

  /** Starts again what was killed. */
  void startAgain(RealRedis node) {
    node.startAgain();
    processes = nodes.stream().map(each -> processOf(each, node)).toList();
  }

  private long processOf(RealRedis each, RealRedis started) {
    return each == started ? each.process().pid() : processes.get(nodes.indexOf(each));
  }

  /** Cuts the ways of processes to one node. */
  void cut(RealRedis node, LongPredicate from) {
    fronts.get(nodes.indexOf(node)).hold(from);
  }

  /** Cuts one node off from the others and the sentinels, in both directions. */
  void isolate(RealRedis node, LongPredicate butFor) {
    long own = processes.get(nodes.indexOf(node));
    cut(process -> process == own);
    cut(node, process -> !butFor.test(process));
  }

  /** Cuts processes off from all nodes. */
  void cut(LongPredicate from) {
    fronts.forEach(front -> front.hold(from));
  }

  /** Whether a process is a node. */
  boolean has(long process) {
    return processes.contains(process);
  }

  /** Lets everybody through again. */
  void mend() {
    fronts.forEach(front -> front.hold(process -> false));
  }

  @Override
  public void close() {
    endings.forEach(Runnable::run);
  }
}
