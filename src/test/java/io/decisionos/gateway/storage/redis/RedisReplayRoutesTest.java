package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.ReplayRoutesContract;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of the replay guard over HTTP, kept by a real Redis. */
final class RedisReplayRoutesTest extends ReplayRoutesContract {
  @RegisterExtension private static final EmptyRedis REDIS = new EmptyRedis();

  @Override
  protected Map<String, String> variables() {
    return REDIS.variables();
  }
}
