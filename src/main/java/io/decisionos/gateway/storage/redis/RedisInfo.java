package io.decisionos.gateway.storage.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code INFO} says of a Redis. Pure. */
record RedisInfo(Map<String, String> fields) {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\..*");
  private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
  private static final Pattern NONE = Pattern.compile("0*");
  private static final int LEAST_MAJOR = 6;
  private static final int LEAST_MINOR = 2;

  static RedisInfo parse(String text) {
    var fields = new HashMap<String, String>();
    text.lines()
        .filter(line -> line.indexOf(':') > 0)
        .forEach(
            line ->
                fields.put(
                    line.substring(0, line.indexOf(':')),
                    line.substring(line.indexOf(':') + 1).strip()));
    return new RedisInfo(Map.copyOf(fields));
  }

  String version() {
    return fields.getOrDefault("redis_version", "unknown");
  }

  /**
   * Why this Redis must not be used.
   *
   * @param inCluster whether it must be a node of a cluster; else it must be none
   */
  Optional<String> objection(boolean inCluster) {
    return ofVersion().or(() -> ofKind(inCluster));
  }

  private Optional<String> ofKind(boolean inCluster) {
    if (inCluster == "1".equals(fields.get("cluster_enabled"))) {
      return Optional.empty();
    }
    return Optional.of(
        inCluster
            ? "storage.redis_url: found a Redis that is in no cluster, expected nodes of one after"
                + " redis+cluster://"
            : "storage.redis_url: found a node of a Redis Cluster, expected redis+cluster:// before"
                + " its address");
  }

  private Optional<String> ofVersion() {
    Matcher version = VERSION.matcher(version());
    boolean suits =
        version.matches()
            && compare(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))) >= 0;
    return suits
        ? Optional.empty()
        : Optional.of("storage.redis_url: found Redis " + version() + ", expected 6.2 or newer");
  }

  private static int compare(int major, int minor) {
    return major != LEAST_MAJOR
        ? Integer.compare(major, LEAST_MAJOR)
        : Integer.compare(minor, LEAST_MINOR);
  }

  /** Whether it has started and cannot answer yet. */
  boolean isLoading() {
    return "1".equals(fields.get("loading"));
  }

  /** How much memory it may take; 0 without a bound. */
  long maxMemory() {
    String text = fields.getOrDefault("maxmemory", "0");
    return DIGITS.matcher(text).matches() ? Long.parseLong(text) : 0;
  }

  boolean isPrimary() {
    return !"slave".equals(fields.get("role"));
  }

  /** Whether what it holds is what it says: a replica that is not in step yet may hold anything. */
  boolean isSettled() {
    return isPrimary() || "up".equals(fields.get("master_link_status"));
  }

  /** The name of the history of writes that it is in. */
  String history() {
    return fields.getOrDefault("master_replid", "");
  }

  /** The history that it has gone on from, if it took over from another Redis. */
  Optional<String> formerHistory() {
    return Optional.ofNullable(fields.get("master_replid2"))
        .filter(id -> !NONE.matcher(id).matches());
  }

  /** The histories that it shares with those of its data set. */
  Set<String> histories() {
    return Stream.concat(Stream.of(history()), formerHistory().stream())
        .filter(id -> !id.isEmpty())
        .collect(Collectors.toSet());
  }

  /** What weakens the promises of the storage on this Redis. */
  List<String> warnings() {
    var warnings = new ArrayList<String>();
    String policy = fields.getOrDefault("maxmemory_policy", "noeviction");
    if (policy.startsWith("allkeys")) {
      warnings.add(
          "maxmemory-policy is " + policy + ", which may evict nonces; set it to noeviction");
    }
    if ("0".equals(fields.get("maxmemory"))) {
      warnings.add(
          "maxmemory is 0, so no tenant has a share of it; set it below the machine's memory");
    }
    boolean saves = !"0".equals(fields.get("rdb_last_save_time"));
    if (!"1".equals(fields.get("aof_enabled"))) {
      warnings.add(
          "appendonly is off"
              + (saves ? "" : " and nothing was saved yet")
              + ": a restart of Redis forgets what came since its last snapshot");
    }
    return warnings;
  }
}
