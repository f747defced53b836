package io.decisionos.gateway.storage.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code INFO} says of a Redis. Pure. */
record RedisInfo(Map<String, String> fields) {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\..*");
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

  /** Why this Redis must not be used. */
  Optional<String> objection() {
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

  /** What weakens the promises of the storage on this Redis. */
  List<String> warnings() {
    var warnings = new ArrayList<String>();
    String policy = fields.getOrDefault("maxmemory_policy", "noeviction");
    if (policy.startsWith("allkeys")) {
      warnings.add(
          "maxmemory-policy is " + policy + ", which may evict nonces; set it to noeviction");
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
