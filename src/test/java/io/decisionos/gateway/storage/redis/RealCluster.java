package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.fixture.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A real Redis Cluster on free ports: primaries with equal parts of the slots, and replicas. */
public final class RealCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<RealRedis> nodes;

  private RealCluster(List<RealRedis> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /**
   * Starts one, and waits until it serves.
   *
   * @param replicas as many as there are primaries, or some; each follows the next primary
   * @param timeoutMillis after how much silence of a node the others give it up
   */
  public static RealCluster start(
      Path directory, int primaries, int replicas, int timeoutMillis, String... settings) {
    return start(directory, List.of(), primaries, replicas, timeoutMillis, settings);
  }

  /**
   * Starts one whose nodes are found by fronts.
   *
   * @param fronts one for each node, or none
   */
  static RealCluster start(
      Path directory,
      List<RedisFront> fronts,
      int primaries,
      int replicas,
      int timeoutMillis,
      String... settings) {
    var nodes = new ArrayList<RealRedis>();
    var cluster = new ArrayList<String>(List.of(settings));
    cluster.add("cluster-enabled yes");
    cluster.add("cluster-node-timeout " + timeoutMillis);
    cluster.add("cluster-replica-validity-factor 0");
    for (int i = 0; i < primaries + replicas; i++) {
      Path own = directory.resolve("node" + i);
      try {
        String[] all = cluster.toArray(String[]::new);
        Files.createDirectory(own);
        nodes.add(
            fronts.isEmpty()
                ? RealRedis.start(own, all)
                : RealRedis.behind(fronts.get(i), own, all));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    var started = new RealCluster(nodes);
    started.divide(primaries);
    started.meet();
    started.follow(primaries);
    Await.until(PATIENCE, started::isServing, () -> "no cluster: " + started.states());
    return started;
  }

  private void divide(int primaries) {
    for (int i = 0; i < nodes.size(); i++) {
      RedisCommands.run(nodes.get(i), "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
    }
    for (int i = 0; i < primaries; i++) {
      String slots =
          IntStream.range(i * Slots.COUNT / primaries, (i + 1) * Slots.COUNT / primaries)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(" "));
      RedisCommands.run(nodes.get(i), "CLUSTER ADDSLOTS " + slots);
    }
  }

  private void meet() {
    for (RealRedis each : nodes.subList(1, nodes.size())) {
      RedisCommands.run(each, "CLUSTER MEET " + nodes.get(0).meetingPlace());
    }
    String all = "cluster_known_nodes:" + nodes.size();
    Await.until(
        PATIENCE,
        () -> nodes.stream().allMatch(each -> info(each).contains(all)),
        () -> "they did not meet: " + states());
  }

  private void follow(int primaries) {
    for (int i = primaries; i < nodes.size(); i++) {
      RealRedis replica = nodes.get(i);
      String command = "CLUSTER REPLICATE " + id(nodes.get((i - primaries) % primaries));
      Await.until(
          PATIENCE,
          () -> RedisCommands.run(replica, command).equals("+OK"),
          () -> "no replica: " + states());
    }
  }

  private boolean isServing() {
    return nodes.stream().allMatch(each -> info(each).contains("cluster_state:ok"))
        && nodes.stream()
            .map(each -> RedisCommands.run(each, "INFO replication"))
            .allMatch(RealCluster::isInStep);
  }

  private static boolean isInStep(String replication) {
    return replication.contains("role:master") || replication.contains("master_link_status:up");
  }

  private String states() {
    return nodes.stream().map(RealCluster::info).collect(Collectors.joining("\n"));
  }

  private static String info(RealRedis node) {
    return RedisCommands.run(node, "CLUSTER INFO");
  }

  /** A node's name in the cluster. */
  static String id(RealRedis node) {
    return RedisCommands.run(node, "CLUSTER MYID").replaceAll("(?s)^\\$\\d+\\s+", "").strip();
  }

  /** All nodes, primaries first. */
  public List<RealRedis> nodes() {
    return nodes;
  }

  /** The node that has a slot by what one of them says; empty while none has it. */
  Optional<RealRedis> findOwner(int slot, RealRedis asked) {
    ClusterView view = ClusterView.parse(RedisCommands.run(asked, "CLUSTER NODES"));
    return view.nodes().stream()
        .filter(
            node ->
                node.slots().stream()
                    .anyMatch(range -> range.first() <= slot && slot <= range.last()))
        .findFirst()
        .map(node -> at(node.port()));
  }

  private RealRedis at(int place) {
    return nodes.stream().filter(node -> node.place() == place).findFirst().orElseThrow();
  }

  /** The same of a slot that one of them has. */
  RealRedis ownerOf(int slot, RealRedis asked) {
    return findOwner(slot, asked).orElseThrow();
  }

  public String url() {
    return url("");
  }

  /**
   * The nodes.
   *
   * @param credentials with what follows them, or nothing
   */
  String url(String credentials) {
    return "redis+cluster://"
        + credentials
        + nodes.stream().map(node -> "127.0.0.1:" + node.place()).collect(Collectors.joining(","));
  }

  @Override
  public void close() {
    nodes.forEach(RealRedis::close);
  }
}
