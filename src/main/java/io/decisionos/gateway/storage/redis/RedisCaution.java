package io.decisionos.gateway.storage.redis;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of each weakness of Redis once, however many connections meet it. Thread-safe. */
final class RedisCaution {
  private static final Logger LOG = LoggerFactory.getLogger(RedisCaution.class);

  private final Set<String> given = ConcurrentHashMap.newKeySet();

  void warn(RedisInfo info) {
    info.warnings().forEach(this::warn);
  }

  void warn(String warning) {
    if (given.add(warning)) {
      LOG.warn("redis: {}", warning);
    }
  }
}
