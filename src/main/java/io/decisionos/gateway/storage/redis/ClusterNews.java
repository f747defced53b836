package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.RedisAddress;
import io.decisionos.gateway.storage.redis.ClusterScout.Report;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of a cluster after its nodes were asked. Immutable.
 *
 * @param map who has which slot
 * @param nodes all addresses, those of replicas among them
 * @param ids of its nodes: reports of which none has any of them are of another cluster
 * @param silence why nobody told anything, if that is so
 */
record ClusterNews(
    ClusterMap map, Set<RedisAddress> nodes, Set<String> ids, Optional<String> silence) {
  /** Nobody was asked yet. */
  static final ClusterNews NONE =
      new ClusterNews(ClusterMap.EMPTY, Set.of(), Set.of(), Optional.of("not connected yet"));

  ClusterNews {
    nodes = Set.copyOf(nodes);
    ids = Set.copyOf(ids);
  }

  /**
   * What is known once nodes were asked.
   *
   * @param member how nodes are spoken to
   * @throws UnsuitableRedisException if they must not be used, or are of two clusters
   */
  ClusterNews after(List<Report> reports, RedisAddress member) {
    if (ids.isEmpty()) {
      requireSuitable(reports);
    }
    ClusterMap next = map;
    var found = new LinkedHashSet<RedisAddress>();
    var known = new LinkedHashSet<>(ids);
    boolean isHeard = false;
    for (Report report : reports) {
      Optional<ClusterView> view = report.view().filter(each -> isOurs(each, known));
      if (view.isEmpty()) {
        continue;
      }
      isHeard = true;
      for (ClusterView.Node node : view.get().nodes()) {
        RedisAddress address = ClusterScout.at(node, report.from(), member);
        known.add(node.id());
        found.add(address);
        next = node.slots().isEmpty() ? next : next.with(address, node);
      }
    }
    return isHeard
        ? new ClusterNews(next, found, known, Optional.empty())
        : silent(silence(reports));
  }

  /** The same, with why nothing new is known. */
  ClusterNews silent(String why) {
    return new ClusterNews(map, nodes, ids, Optional.of(why));
  }

  private static boolean isOurs(ClusterView view, Set<String> known) {
    return known.isEmpty() || view.ids().anyMatch(known::contains);
  }

  private static void requireSuitable(List<Report> reports) {
    for (Report report : reports) {
      if (report.why().orElse(null) instanceof UnsuitableRedisException unsuitable) {
        throw unsuitable;
      }
    }
    List<Report> told =
        reports.stream()
            .filter(each -> each.view().filter(view -> !view.nodes().isEmpty()).isPresent())
            .toList();
    for (Report each : told) {
      Set<String> first = told.get(0).view().orElseThrow().ids().collect(Collectors.toSet());
      Set<String> ids = each.view().orElseThrow().ids().collect(Collectors.toSet());
      if (Collections.disjoint(first, ids)) {
        throw new UnsuitableRedisException(
            "storage.redis_url: found two clusters, at "
                + told.get(0).from()
                + " and "
                + each.from()
                + ", expected nodes of one");
      }
    }
  }

  private static String silence(List<Report> reports) {
    return "no node of the cluster tells who has what: "
        + reports.stream()
            .map(each -> each.from() + ": " + each.why().map(RedisTrouble::of).orElse("a stranger"))
            .collect(Collectors.joining("; "));
  }

  /** What is known when a node has said where a slot is. */
  ClusterNews moved(int slot, RedisAddress address) {
    return new ClusterNews(map.moved(slot, address), nodes, ids, silence);
  }

  /** Why not every key has its place. */
  Optional<String> trouble() {
    long missing = map.missing();
    return silence.or(
        () ->
            missing == 0
                ? Optional.empty()
                : Optional.of(missing + " of " + Slots.COUNT + " slots have no node"));
  }
}
